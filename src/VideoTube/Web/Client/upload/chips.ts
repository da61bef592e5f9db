import type { Video } from '../shared/api.ts';

const rungs = [2160, 1440, 1080, 720, 480, 360, 240];

/** What will be there, from the size of the picture; what is there is lit. */
export function showRenditions(box: HTMLElement, video: Video): void {
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
