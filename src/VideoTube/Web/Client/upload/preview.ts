import { need } from '../shared/dom.ts';
import type { Player } from '../watch/player.ts';
import { whenWatchable } from './arriving.ts';

/** The small player on a card: what has arrived of its file, from the moment there is something until somebody has seen enough. */
export class Preview {
  private readonly box: HTMLElement;
  private player: Player | undefined;
  private leave: (() => void) | undefined;
  private isComing = false;
  private isTaken = false;

  constructor(card: HTMLElement, private readonly id: () => string | undefined) {
    this.box = need('.arrived', card);
  }

  /** From now on bytes come. */
  begin(): void {
    this.isComing = true;
    if (this.player || this.isTaken) return;
    this.leave?.();
    this.leave = whenWatchable(this.id, address => void this.show(address));
  }

  /** No more bytes come, or for a while none: what is not shown by now is not worth its beginning. */
  rest(): void {
    this.isComing = false;
    this.leave?.();
  }

  /** It is a video, at the same address: whoever watches goes on until they pause. */
  taken(): void {
    this.leave?.();
    this.isTaken = true;
    const media = this.player?.media;
    if (!media || media.paused) return this.end();
    for (const last of ['pause', 'ended']) media.addEventListener(last, () => this.end(), { once: true });
  }

  end(): void {
    this.leave?.();
    this.leave = undefined;
    this.box.hidden = true;
    this.player?.close();
    this.player = undefined;
  }

  // The player is fetched when there is something to play.
  private async show(address: string): Promise<void> {
    const [{ Player }] = await Promise.all([import('../watch/player.ts'), import('../watch/elements.ts')]);
    if (!this.isComing || this.isTaken || this.player) return;
    this.box.hidden = false;
    this.player = new Player(this.box, { address, isHls: true, choices: 0 }, 0, undefined, () => this.lost());
  }

  /** The site gave up following the file, or has begun anew after a pause. */
  private lost(): void {
    this.end();
    if (this.isComing) this.begin();
  }
}
