import type { Video } from '../shared/api.ts';
import { need, setMeter } from '../shared/dom.ts';
import { timeLeftWords } from './speed.ts';

const rungs = [2160, 1440, 1080, 720, 480, 360, 240];

/** How far the site is with a video that it has: the second bar of a card, its qualities and its picture. */
export function showPreparing(card: HTMLElement, video: Video, secondsLeft: number | null): void {
  const box = need<HTMLElement>('.preparing', card);
  const ready = video.status === 'ready';
  setMeter(need('.meter', box), ready ? 100 : video.progress);
  box.classList.toggle('done', ready);
  need('b', box).textContent = ready ? 'Ready' : video.status === 'failed' ? 'Could not be prepared' : `Preparing ${video.progress} %`;
  need('.detail', box).textContent = ready ? '' : [
    video.playable ? 'Can be watched already' : '',
    secondsLeft !== null && video.status === 'processing' ? timeLeftWords(secondsLeft) : '',
  ].filter(words => words !== '').join(' · ');
  showRenditions(need('.chips', box), video);
  if (video.thumbnail) showPicture(need('.poster', card), video.thumbnail);
}

function showPicture(poster: HTMLElement, address: string): void {
  let picture = poster.querySelector('img');
  if (!picture) {
    picture = document.createElement('img');
    picture.alt = '';
    poster.classList.remove('blank');
    poster.replaceChildren(picture);
  }
  if (picture.getAttribute('src') !== address) picture.src = address;
}

/** What will be there, from the size of the picture; what is there is lit. */
function showRenditions(box: HTMLElement, video: Video): void {
  const there = new Set((video.renditions ?? []).filter(rendition => rendition.height > 0).map(rendition => rendition.name));
  const shortSide = Math.min(video.width ?? 0, video.height ?? 0);
  const expected = video.status === 'processing' ? rungs.filter(rung => rung <= shortSide).map(rung => `${rung}p`) : [];
  const names = [...new Set([...there, ...expected])].sort((a, b) => parseInt(b) - parseInt(a));
  const wanted = names.map(name => `${name}:${there.has(name)}`).join();
  if (box.dataset['shown'] === wanted) return;
  box.dataset['shown'] = wanted;
  box.replaceChildren(...names.map(name => {
    const chip = document.createElement('li');
    chip.className = there.has(name) ? 'chip lit' : 'chip';
    chip.textContent = name;
    chip.title = there.has(name) ? `${name} can be watched` : `${name} is being prepared`;
    return chip;
  }));
}
