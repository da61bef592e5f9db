import type { VideoProgress } from '../shared/api.ts';
import { need, setMeter } from '../shared/dom.ts';
import { followProgress, isOver } from '../shared/progress.ts';
import { refresh } from '../site/swap.ts';
import { sizeWords, timeLeftWords } from '../upload/speed.ts';

const atOnce = 3; // a browser opens six connections to a site, and each of these keeps one

/**
 * Shows how far those parts of the page are that say of which video (data-live). What else changes with it the site writes
 * anew: the part itself, and at the end those it names (data-live-with).
 */
export function liveParts(onTold: (told: VideoProgress) => void = () => undefined): void {
  const followed = new Set<string>();
  const advance = (): void => {
    for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
      const id = part.dataset['live']!;
      if (followed.has(id) || followed.size >= atOnce) continue;
      followed.add(id);
      follow(id, part.id, onTold, () => {
        followed.delete(id);
        advance();
      });
    }
  };
  advance();
  document.addEventListener('swapped', advance);
}

function follow(id: string, part: string, onTold: (told: VideoProgress) => void, onEnd: () => void): void {
  let shown: string | undefined;
  const stop = followProgress(id, told => {
    onTold(told);
    const over = isOver(told);
    const box = document.getElementById(part)?.querySelector<HTMLElement>('.progress');
    if (box) show(box, told);
    const other = `${told.status} ${told.thumbnail} ${told.renditions.join()}`;
    const isOther = shown !== undefined && shown !== other;
    shown = other;
    if (over || (box && isOther)) void refresh(partsOf(part, over)).then(() => over && onEnd());
    else if (!box) {
      stop();
      onEnd();
    }
  }, () => {
    document.getElementById(part)?.remove(); // an upload that was given up
    onEnd();
  });
}

function partsOf(part: string, all: boolean): string[] {
  const others = all ? document.getElementById(part)?.dataset['liveWith'] : undefined;
  return [`#${part}`, ...(others ? others.split(',').map(other => other.trim()) : [])];
}

function show(box: HTMLElement, told: VideoProgress): void {
  const isSent = told.status === 'uploading';
  const moved = told.replacement ?? told;
  setMeter(need('.meter', box), moved.progress);
  need('b', box).textContent = told.step === 'waiting' ? `Waiting its turn, ${moved.progress} %` : `${isSent ? 'Sending' : box.dataset['words'] ?? 'Preparing'} ${moved.progress} %`;
  need('.detail', box).textContent = [
    typeof told.offset === 'number' && typeof told.length === 'number' ? `${sizeWords(told.offset)} of ${sizeWords(told.length)}` : '',
    told.playable && !isSent && !told.replacement ? 'Can be watched already' : '',
    typeof moved.secondsLeft === 'number' ? timeLeftWords(moved.secondsLeft) : '',
  ].filter(words => words !== '').join(' · ');
}
