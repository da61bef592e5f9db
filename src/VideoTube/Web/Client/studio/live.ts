import type { VideoProgress } from '../shared/api.ts';
import { need, setMeter } from '../shared/dom.ts';
import { followProgress, isOver } from '../shared/progress.ts';
import { refresh } from '../site/swap.ts';
import { timeLeftWords } from '../upload/speed.ts';

const atOnce = 3; // a browser opens six connections to a site, and each of these keeps one

/** Shows how far those parts of the page are that say of which video (data-live); what else changes with it the site writes anew. */
export function liveParts(): void {
  const followed = new Set<string>();
  const advance = (): void => {
    for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
      const id = part.dataset['live']!;
      if (followed.has(id) || followed.size >= atOnce) continue;
      followed.add(id);
      follow(id, part.id, () => {
        followed.delete(id);
        advance();
      });
    }
  };
  advance();
  document.addEventListener('swapped', advance);
}

function follow(id: string, part: string, onEnd: () => void): void {
  let shown: string | undefined;
  const stop = followProgress(id, told => {
    const box = document.getElementById(part)?.querySelector<HTMLElement>('.progress');
    if (!box) {
      stop();
      return onEnd();
    }
    show(box, told);
    const other = `${told.status} ${told.thumbnail} ${told.renditions.join()}`;
    if (isOver(told) || (shown !== undefined && shown !== other)) void refresh([`#${part}`]).then(() => isOver(told) && onEnd());
    shown = other;
  });
}

function show(box: HTMLElement, told: VideoProgress): void {
  setMeter(need('.meter', box), told.progress);
  need('b', box).textContent = told.step === 'waiting' ? `Waiting its turn, ${told.progress} %` : `Preparing ${told.progress} %`;
  need('.detail', box).textContent = [
    told.playable ? 'Can be watched already' : '',
    typeof told.secondsLeft === 'number' ? timeLeftWords(told.secondsLeft) : '',
  ].filter(words => words !== '').join(' · ');
}
