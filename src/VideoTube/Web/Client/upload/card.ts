import { ApiFault, changeVideo, checkSignedIn, deleteVideo, findVideo, togglePublish, type Video, type VideoChanges, type Visibility } from '../shared/api.ts';
import { confirmIn, need, setMeter, wordsOf } from '../shared/dom.ts';
import { showRenditions } from './chips.ts';
import { sendFile, type Sending } from './send.ts';
import { sizeWords, Speed, timeLeftWords } from './speed.ts';

// 401, 408 and 429 pass: signing in again or waiting helps.
const isFinal = (fault: unknown) =>
  fault instanceof ApiFault && fault.status >= 400 && fault.status < 500 && ![401, 408, 429].includes(fault.status);

type Stage = 'waiting' | 'sending' | 'stopped' | 'taken' | 'gone';

/** One file: sends it, shows what becomes of it, and keeps what is typed meanwhile. */
export class UploadCard {
  readonly root: HTMLElement;
  private stage: Stage = 'waiting';
  private sending: Sending | undefined;
  private video: Video | undefined;
  private wantsPublished = false;
  private unsaved: VideoChanges = {};
  private saveTimer = 0;
  private saves: Promise<void> = Promise.resolve();

  constructor(template: HTMLTemplateElement, private readonly file: File, number: number, private readonly onChange: () => void) {
    this.root = need<HTMLElement>('.upload-card', template.content).cloneNode(true) as HTMLElement;
    for (const field of this.root.querySelectorAll('[data-id]')) {
      const id = `${field.getAttribute('data-id')}-${number}`;
      field.id = id;
      field.closest('.field')?.querySelector('label')?.setAttribute('for', id);
    }
    this.title.value = file.name.replace(/\.[^.]+$/, '').slice(0, 120) || 'Untitled';
    this.part('.file-name').textContent = file.name;
    this.listen();
    this.say('Waiting its turn', sizeWords(file.size));
  }

  get isWaiting(): boolean {
    return this.stage === 'waiting';
  }

  get isSending(): boolean {
    return this.stage === 'sending';
  }

  /** True while leaving the page would lose something. */
  get isAtRisk(): boolean {
    return this.stage === 'waiting' || this.stage === 'sending' || Object.keys(this.unsaved).length > 0;
  }

  async start(): Promise<void> {
    this.stage = 'sending';
    this.fault('');
    this.show('[data-act="retry"]', false);
    const speed = new Speed();
    const title = this.title.value.trim() || 'Untitled';
    try {
      await checkSignedIn();
      if (!this.isSending) return; // cancelled meanwhile
      this.sending = sendFile(this.file, title, (sent, total) => this.showSent(speed, sent, total));
      this.taken(await this.sending.done, title);
    } catch (fault) {
      if (this.stage !== 'sending') return;
      this.stage = 'stopped';
      this.fault(wordsOf(fault));
      this.showStopped(isFinal(fault));
    }
    this.onChange();
  }

  /** What was refused for good is not offered again. */
  private showStopped(isFinal: boolean): void {
    setMeter(this.part('.sending .meter'), 0);
    this.say(isFinal ? 'Not taken' : 'Not sent', sizeWords(this.file.size));
    this.show('[data-act="retry"]', !isFinal);
    this.show('[data-act="publish"]', !isFinal);
    this.show('.preparing', !isFinal);
  }

  private taken(video: Video, sentTitle: string): void {
    this.stage = 'taken';
    this.video = video;
    this.part('.sending').classList.add('done');
    setMeter(this.part('.sending .meter'), 100);
    this.say('Sent', sizeWords(this.file.size));
    const link = need<HTMLAnchorElement>('[data-act="view"]', this.root);
    link.href = `/watch/${video._id}`;
    link.hidden = false;
    if (this.title.value.trim() !== sentTitle) this.unsaved.title = this.title.value;
    this.save();
    void this.follow();
  }

  /** Asks how preparing goes, once a second, until it ends. */
  private async follow(): Promise<void> {
    while (this.stage === 'taken' && this.video) {
      this.showPreparing(this.video);
      if (this.video.status === 'ready' || this.video.status === 'failed') return;
      await new Promise(resume => setTimeout(resume, 1000));
      try {
        this.video = await findVideo(this.video._id);
      } catch {
        // The connection may come back; what is shown stays until then.
      }
    }
  }

  private showSent(speed: Speed, sent: number, total: number): void {
    speed.add(performance.now(), sent);
    setMeter(this.part('.sending .meter'), (sent * 100) / total);
    if (sent >= total) return this.say('Sent, being checked', sizeWords(total));
    const rate = speed.current;
    const left = rate > 0 ? timeLeftWords((total - sent) / rate) : '';
    this.say(`Sending ${Math.floor((sent * 100) / total)} %`, rate > 0 ? `${sizeWords(rate)}/s · ${left}` : '');
  }

  private showPreparing(video: Video): void {
    const ready = video.status === 'ready';
    setMeter(this.part('.preparing .meter'), ready ? 100 : video.progress);
    this.part('.preparing').classList.toggle('done', ready);
    const words = ready ? 'Ready' : video.status === 'failed' ? 'Could not be prepared' : `Preparing ${video.progress} %`;
    this.part('.preparing b').textContent = words;
    this.part('.preparing .detail').textContent = !ready && video.playable ? 'Can be watched already' : '';
    if (video.status === 'failed') this.fault(video.failure ?? 'This file could not be read as a video.');
    showRenditions(this.part('.chips'), video);
    if (video.thumbnail) this.showPicture(video.thumbnail);
  }

  private showPicture(address: string): void {
    const poster = this.part('.poster');
    let picture = poster.querySelector('img');
    if (!picture) {
      picture = document.createElement('img');
      picture.alt = '';
      poster.classList.remove('blank');
      poster.replaceChildren(picture);
    }
    if (picture.getAttribute('src') !== address) picture.src = address;
  }

  private listen(): void {
    this.title.addEventListener('input', () => this.note({ title: this.title.value }));
    const about = need<HTMLTextAreaElement>('[data-id="description"]', this.root);
    about.addEventListener('input', () => this.note({ description: about.value }));
    const audience = need<HTMLSelectElement>('[data-id="visibility"]', this.root);
    audience.addEventListener('change', () => this.note({ visibility: audience.value as Visibility }));
    this.on('publish', () => {
      this.wantsPublished = !this.wantsPublished;
      this.showPublish();
      this.save();
    });
    this.on('retry', () => void this.start());
    this.on('cancel', () => void this.cancel());
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
    if (!this.video || this.stage !== 'taken') return;
    const changes = this.unsaved;
    this.unsaved = {};
    try {
      if (Object.keys(changes).length > 0) {
        await changeVideo(this.video._id, changes);
        this.part('.saved').textContent = 'Saved';
      }
      if (this.wantsPublished !== this.video.isPublished) {
        this.video = { ...this.video, isPublished: (await togglePublish(this.video._id)).isPublished };
        this.part('.saved').textContent = this.video.isPublished ? 'Published' : 'Not published';
      }
      if (this.video.status !== 'failed') this.fault('');
    } catch (fault) {
      this.unsaved = { ...changes, ...this.unsaved };
      this.part('.saved').textContent = '';
      this.fault(wordsOf(fault));
    }
  }

  private async cancel(): Promise<void> {
    if (this.video && !(await confirmIn(need<HTMLDialogElement>('#delete-upload')))) return;
    try {
      if (this.video) await deleteVideo(this.video._id);
    } catch (fault) {
      return this.fault(wordsOf(fault));
    }
    this.stage = 'gone';
    this.unsaved = {};
    this.sending?.stop();
    this.root.remove();
    this.onChange();
  }

  private showPublish(): void {
    const button = this.part('[data-act="publish"]');
    button.setAttribute('aria-pressed', String(this.wantsPublished));
    button.classList.toggle('primary', !this.wantsPublished);
    button.classList.toggle('outline', this.wantsPublished);
    button.textContent = !this.wantsPublished ? 'Publish' : this.video ? 'Unpublish' : 'Do not publish yet';
    this.part('.saved').textContent = this.wantsPublished && !this.video ? 'Will be published as soon as it is sent' : '';
  }

  private say(what: string, detail: string): void {
    this.part('.sending b').textContent = what;
    this.part('.sending .detail').textContent = detail;
  }

  private fault(words: string): void {
    const box = this.part('.upload-fault');
    box.hidden = words === '';
    need('span', box).textContent = words;
  }

  private get title(): HTMLInputElement {
    return need('[data-id="title"]', this.root);
  }

  private part(selector: string): HTMLElement {
    return need(selector, this.root);
  }

  private show(selector: string, visible: boolean): void {
    this.part(selector).hidden = !visible;
  }

  private on(act: string, handler: () => void): void {
    this.part(`[data-act="${act}"]`).addEventListener('click', handler);
  }
}
