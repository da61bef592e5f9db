import type { VideoProgress } from '../shared/api.ts';
import { need, setMeter } from '../shared/dom.ts';
import { follow } from '../shared/following.ts';
import { refresh } from '../site/swap.ts';
import { sizeWords, timeLeftWords } from '../upload/speed.ts';

/**
 * Shows how far those parts of the page are that say of which video (data-live). What else changes with it the site writes
 * anew: the part itself, and at the end those it names (data-live-with).
 */
export function liveParts(onTold: (told?: VideoProgress) => void = () => undefined): void {
  const followed = new Set<string>();
  const advance = (): void => {
    for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
      const id = part.dataset['live']!;
      if (followed.has(id)) continue;
      followed.add(id);
      keepUp(id, part.id, onTold, () => {
        followed.delete(id);
        advance();
      });
    }
  };
  advance();
  document.addEventListener('swapped', advance);
}

/** Nothing comes any more, neither of the video nor of what is to take its place. */
export const isOver = ({ status, replacement }: VideoProgress): boolean =>
  (status === 'ready' || status === 'failed') && replacement?.status !== 'processing';

function keepUp(id: string, part: string, onTold: (told?: VideoProgress) => void, onEnd: () => void): void {
  let shown: string | undefined;
  const leave = follow(id, told => {
    onTold(told);
    const box = document.getElementById(part)?.querySelector<HTMLElement>('.progress');
    const over = told !== undefined && isOver(told);
    if (over || !box) leave();
    if (box && told) show(box, told);
    const other = told && `${told.status} ${told.thumbnail} ${told.renditions.join()}`;
    const isOther = !told || (shown !== undefined && shown !== other);
    shown = other;
    if (over) void refresh(partsOf(part)).then(onEnd);
    else if (!box) onEnd();
    else if (isOther) void refresh([`#${part}`]);
  }, () => void refresh([`#${part}`])); // perhaps an upload that was given up
}

function partsOf(part: string): string[] {
  const others = document.getElementById(part)?.dataset['liveWith'];
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
