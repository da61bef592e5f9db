import { reportView } from '../shared/api.ts';
import type { Media } from './player.ts';

const everySeconds = 10;

/** Tells the site what was really watched: time that passed while the picture moved, not where the slider stands. */
export class WatchedTime {
  private watched = 0;
  private last: number | undefined;

  constructor(private readonly id: string, private readonly media: () => Media | undefined) {
    setInterval(() => this.sample(), 500);
    addEventListener('pagehide', () => this.tell());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.tell());
  }

  private sample(): void {
    const media = this.media();
    const now = performance.now();
    const moves = media && !media.paused && !media.seeking && media.readyState >= 3;
    if (moves && this.last !== undefined) this.watched += Math.min(2, (now - this.last) / 1000);
    this.last = moves ? now : undefined;
    if (this.watched >= everySeconds || (media?.ended && this.watched > 0)) this.tell();
  }

  private tell(): void {
    const media = this.media();
    if (!media || this.watched < 0.5) return;
    void reportView(this.id, media.currentTime, Math.round(this.watched * 10) / 10);
    this.watched = 0;
  }
}
