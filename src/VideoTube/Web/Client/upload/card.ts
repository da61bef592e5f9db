import { ApiFault, deleteVideo, findVideo, type Video } from '../shared/api.ts';
import { confirmIn, need, setMeter, wordsOf } from '../shared/dom.ts';
import { Details } from './details.ts';
import { showPreparing } from './preparing.ts';
import { sizeWords, Speed, timeLeftWords } from './speed.ts';
import { Transfer } from './transfer.ts';

// 401, 408 and 429 pass: signing in again or waiting helps.
const isFinal = (fault: unknown) =>
  fault instanceof ApiFault && fault.status >= 400 && fault.status < 500 && ![401, 408, 429].includes(fault.status);

type Stage = 'waiting' | 'sending' | 'stopped' | 'taken' | 'leaving' | 'gone';

/** One file: sends it, and shows what becomes of it. */
export class UploadCard {
  readonly root: HTMLElement;
  private stage: Stage = 'waiting';
  private video: Video | undefined;
  private readonly transfer: Transfer;
  private readonly details: Details;

  constructor(template: HTMLTemplateElement, private readonly file: File, number: number, private readonly onChange: () => void) {
    this.root = need<HTMLElement>('.upload-card', template.content).cloneNode(true) as HTMLElement;
    this.transfer = new Transfer(file);
    this.details = new Details(this.root, number, file, words => this.video?.status === 'failed' || this.fault(words));
    this.part('.file-name').textContent = file.name;
    this.on('retry', () => void this.start());
    this.on('cancel', () => void this.cancel());
    this.say('Waiting its turn', sizeWords(file.size));
  }

  get isWaiting(): boolean {
    return this.stage === 'waiting';
  }

  get isSending(): boolean {
    return this.stage === 'sending';
  }

  /** True while leaving the page would lose something, or leave something behind. */
  get isAtRisk(): boolean {
    return ['waiting', 'sending', 'leaving'].includes(this.stage) || this.details.isUnsaved;
  }

  async start(): Promise<void> {
    this.stage = 'sending';
    this.fault('');
    this.show('[data-act="retry"]', false);
    if (this.transfer.isUnanswered) this.say('Looking whether it arrived', '');
    const speed = new Speed();
    try {
      const video = await this.transfer.run(this.details.title, (sent, total) => this.showSent(speed, sent, total));
      this.video = video;
      if (this.isSending) this.taken(video);
    } catch (fault) {
      if (this.isSending) {
        this.stage = 'stopped';
        this.fault(wordsOf(fault));
        this.showStopped(isFinal(fault));
      }
    }
    if (this.isLeaving) await this.leave(); // asked to while the answer was on its way
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

  private taken(video: Video): void {
    this.stage = 'taken';
    this.part('.sending').classList.add('done');
    setMeter(this.part('.sending .meter'), 100);
    this.say('Sent', sizeWords(this.file.size));
    const link = need<HTMLAnchorElement>('[data-act="view"]', this.root);
    link.href = `/watch/${video._id}`;
    link.hidden = false;
    this.details.attach(video);
    void this.follow();
  }

  /** Asks how preparing goes, once a second, until it ends. */
  private async follow(): Promise<void> {
    while (this.stage === 'taken' && this.video) {
      showPreparing(this.root, this.video);
      if (this.video.status === 'failed') this.fault(this.video.failure ?? 'This file could not be read as a video.');
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

  private async cancel(): Promise<void> {
    if (this.stage === 'taken' && !(await confirmIn(need<HTMLDialogElement>('#delete-upload')))) return;
    const mayBeThere = this.transfer.isAllSent || this.transfer.isUnanswered;
    if (!this.transfer.isAllSent) this.transfer.stop();
    if (this.isSending && mayBeThere) {
      this.stage = 'leaving'; // start() goes on from here when the answer is there
      return this.showLeaving('The site may have the whole file: it is deleted as soon as that is known');
    }
    await this.leave();
  }

  /** Removes the card and what the site has of its file; when that cannot be done, the card stays and says so. */
  private async leave(): Promise<void> {
    this.stage = 'leaving';
    if (this.video || this.transfer.isUnanswered) this.showLeaving('What the site has of it is deleted');
    try {
      this.video ??= await this.transfer.findUnanswered();
      if (this.video) await deleteVideo(this.video._id);
    } catch (fault) {
      this.fault(wordsOf(fault));
      return this.stay();
    }
    this.stage = 'gone';
    this.details.drop();
    this.root.remove();
    this.onChange();
  }

  private stay(): void {
    this.enable(true);
    if (this.video) return this.taken(this.video);
    this.stage = 'stopped';
    this.showStopped(false);
  }

  private showLeaving(detail: string): void {
    this.say('Removing', detail);
    this.enable(false);
  }

  private enable(usable: boolean): void {
    for (const button of this.root.querySelectorAll('button')) button.disabled = !usable;
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

  private get isLeaving(): boolean {
    return this.stage === 'leaving';
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
