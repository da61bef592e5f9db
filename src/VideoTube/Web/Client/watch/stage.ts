import type { Video } from '../shared/api.ts';
import { need, setMeter } from '../shared/dom.ts';

/** The card over the player: how preparing goes, or what went wrong. */
export class StageCard {
  private readonly card: HTMLElement;

  constructor(stage: HTMLElement, onRetry: () => void) {
    this.card = need('.stage-card', stage);
    need('[data-act="replay"]', this.card).addEventListener('click', () => {
      this.hide();
      onRetry();
    });
  }

  hide(): void {
    this.card.hidden = true;
  }

  showProgress(video: Video): void {
    const failed = video.status === 'failed';
    this.say(failed ? 'This video could not be prepared' : video.status === 'uploading' ? 'Still being sent' : `Preparing… ${video.progress} %`,
      failed ? video.failure ?? 'The file could not be read as a video.' : 'It starts here by itself as soon as it can be watched.');
    need<HTMLElement>('.meter', this.card).hidden = failed;
    setMeter(need('.meter', this.card), video.progress);
    need<HTMLElement>('[data-act="replay"]', this.card).hidden = true;
  }

  showFault(words: string): void {
    this.say('This video stopped', words);
    need<HTMLElement>('.meter', this.card).hidden = true;
    need<HTMLElement>('[data-act="replay"]', this.card).hidden = false;
  }

  private say(head: string, words: string): void {
    need('h2', this.card).textContent = head;
    need('p', this.card).textContent = words;
    this.card.hidden = false;
  }
}
