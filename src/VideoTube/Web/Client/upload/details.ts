import { changeVideo, togglePublish, type Video, type VideoChanges, type Visibility } from '../shared/api.ts';
import { need, wordsOf } from '../shared/dom.ts';

/** What is typed on a card: kept while the file is on its way, saved as soon as there is a video. */
export class Details {
  private video: Video | undefined;
  private wantsPublished = false;
  private unsaved: VideoChanges = {};
  private saveTimer = 0;
  private saves: Promise<void> = Promise.resolve();

  constructor(private readonly card: HTMLElement, number: number, file: File, private readonly onFault: (words: string) => void) {
    for (const field of card.querySelectorAll('[data-id]')) {
      const id = `${field.getAttribute('data-id')}-${number}`;
      field.id = id;
      field.closest('.field')?.querySelector('label')?.setAttribute('for', id);
    }
    this.titleField.value = file.name.replace(/\.[^.]+$/, '').slice(0, 120) || 'Untitled';
    this.listen();
  }

  get title(): string {
    return this.titleField.value.trim() || 'Untitled';
  }

  get isUnsaved(): boolean {
    return Object.keys(this.unsaved).length > 0;
  }

  /** There is a video now, with the title that was here when the file left. */
  attach(video: Video): void {
    this.video = video;
    if (this.title !== video.title) this.unsaved.title = this.titleField.value;
    this.save();
  }

  /** Nothing is saved any more. */
  drop(): void {
    clearTimeout(this.saveTimer);
    this.video = undefined;
    this.unsaved = {};
  }

  private listen(): void {
    this.titleField.addEventListener('input', () => this.note({ title: this.titleField.value }));
    const about = need<HTMLTextAreaElement>('[data-id="description"]', this.card);
    about.addEventListener('input', () => this.note({ description: about.value }));
    const audience = need<HTMLSelectElement>('[data-id="visibility"]', this.card);
    audience.addEventListener('change', () => this.note({ visibility: audience.value as Visibility }));
    this.publishButton.addEventListener('click', () => {
      this.wantsPublished = !this.wantsPublished;
      this.showPublish();
      this.save();
    });
  }

  private note(change: VideoChanges): void {
    Object.assign(this.unsaved, change);
    clearTimeout(this.saveTimer);
    this.saveTimer = window.setTimeout(() => this.save(), 600);
  }

  /** Saves one after the other, so that an older text never overtakes a newer one. */
  private save(): void {
    this.saves = this.saves.then(() => this.saveNow());
  }

  private async saveNow(): Promise<void> {
    if (!this.video) return;
    const changes = this.unsaved;
    this.unsaved = {};
    try {
      if (Object.keys(changes).length > 0) {
        await changeVideo(this.video._id, changes);
        this.say('Saved');
      }
      if (this.video && this.wantsPublished !== this.video.isPublished) {
        this.video = { ...this.video, isPublished: (await togglePublish(this.video._id)).isPublished };
        this.say(this.video.isPublished ? 'Published' : 'Not published');
      }
      this.onFault('');
    } catch (fault) {
      if (!this.video) return;
      this.unsaved = { ...changes, ...this.unsaved };
      this.say('');
      this.onFault(wordsOf(fault));
    }
  }

  private showPublish(): void {
    const button = this.publishButton;
    button.setAttribute('aria-pressed', String(this.wantsPublished));
    button.classList.toggle('primary', !this.wantsPublished);
    button.classList.toggle('outline', this.wantsPublished);
    button.textContent = !this.wantsPublished ? 'Publish' : this.video ? 'Unpublish' : 'Do not publish yet';
    this.say(this.wantsPublished && !this.video ? 'Will be published as soon as it is sent' : '');
  }

  private say(words: string): void {
    need('.saved', this.card).textContent = words;
  }

  private get titleField(): HTMLInputElement {
    return need('[data-id="title"]', this.card);
  }

  private get publishButton(): HTMLButtonElement {
    return need('[data-act="publish"]', this.card);
  }
}
