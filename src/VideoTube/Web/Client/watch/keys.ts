import type { Player } from './player.ts';

const speeds = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** Keys of the watch page, wherever the focus is, except where a key already means something. */
export function listenToKeys(player: () => Player | undefined, stage: HTMLElement, toggleTheatre: () => void): void {
  document.addEventListener('keydown', event => {
    const now = player();
    if (!now || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTakenBy(event)) return;
    if (act(now, event.key, stage, toggleTheatre)) event.preventDefault();
  });
}

function act(player: Player, key: string, stage: HTMLElement, toggleTheatre: () => void): boolean {
  const media = player.media;
  const step = (seconds: number) => player.seekTo(media.currentTime + seconds);
  switch (key) {
    case ' ':
    case 'k': media.paused ? player.play() : media.pause(); break;
    case 'j': step(-10); break;
    case 'l': step(10); break;
    case 'ArrowLeft': step(-5); break;
    case 'ArrowRight': step(5); break;
    case 'ArrowUp': louder(media, 0.05); break;
    case 'ArrowDown': louder(media, -0.05); break;
    case 'm': media.muted = !media.muted; break;
    case 'f': void toggleFullscreen(stage); break;
    case 't': toggleTheatre(); break;
    case '<': faster(media, -1); break;
    case '>': faster(media, 1); break;
    default:
      if (!/^[0-9]$/.test(key)) return false;
      player.seekTo((media.duration * Number(key)) / 10);
  }
  return true;
}

/** Typing, menus, and the keys that press a focused button or move a focused slider. */
function isTakenBy(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (document.querySelector('dialog[open]') || target.isContentEditable || target.matches('textarea, select, input:not([type=range])')) return true;
  const path = event.composedPath().filter(node => node instanceof HTMLElement);
  if (path.some(node => /-menu(-item)?$/.test(node.localName))) return true;
  const presses = path.some(node => node.matches('button, a, summary, [role=button]') || /-button$/.test(node.localName));
  const slides = path.some(node => /-range$/.test(node.localName));
  const scrolls = !path.some(node => node.matches('.stage')) && /^Arrow(Up|Down)$/.test(event.key);
  return (presses && event.key === ' ') || (slides && event.key.startsWith('Arrow')) || scrolls;
}

function louder(media: HTMLMediaElement, step: number): void {
  media.volume = Math.round(Math.max(0, Math.min(1, media.volume + step)) * 100) / 100;
  if (step > 0) media.muted = false;
}

function faster(media: HTMLMediaElement, step: number): void {
  const at = speeds.findIndex(speed => speed >= media.playbackRate);
  media.playbackRate = speeds[Math.max(0, Math.min(speeds.length - 1, (at < 0 ? speeds.length - 1 : at) + step))]!;
}

const toggleFullscreen = (stage: HTMLElement) =>
  document.fullscreenElement ? document.exitFullscreen() : stage.querySelector('media-controller')!.requestFullscreen();
