import { ApiFault, deleteVideo, findVideo, type Video } from '../shared/api.ts';
import { confirmIn, need, setMeter, wordsOf } from '../shared/dom.ts';
import { follow } from '../shared/following.ts';
import { Details } from './details.ts';
import { showPreparing } from './preparing.ts';
import { Preview } from './preview.ts';
import { sizeWords, Speed, timeLeftWords } from './speed.ts';
import { Transfer } from './transfer.ts';

// 401, 408 and 429 pass: signing in again or waiting helps.
const isFinal = (fault: unknown) =>
  fault instanceof ApiFault && fault.status >= 400 && fault.status < 500 && ![401, 408, 429].includes(fault.status);

const isOver = ({ status }: Pick<Video, 'status'>) => status === 'ready' || status === 'failed';

type Stage = 'waiting' | 'sending' | 'paused' | 'stopped' | 'taken' | 'leaving' | 'gone';

/** One file: sends it, and shows what becomes of it. */
export class UploadCard {
  readonly root: HTMLElement;
  private stage: Stage = 'waiting';
  private video: Video | undefined;
  private readonly transfer: Transfer;
  private readonly details: Details;
  private readonly preview: Preview;
  private unfollow = (): void => undefined;

  constructor(template: HTMLTemplateElement, private readonly file: File, number: number, private readonly onChange: () => void) {
    this.root = need<HTMLElement>('.upload-card', template.content).cloneNode(true) as HTMLElement;
    this.transfer = new Transfer(file);
    this.preview = new Preview(this.root, () => this.transfer.id);
    this.details = new Details(this.root, number, file, words => this.video?.status === 'failed' || this.fault(words));
    this.part('.file-name').textContent = file.name;
    this.on('retry', () => void this.start());
    this.on('pause', () => this.transfer.pause());
    this.on('go-on', () => this.enqueue());
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
    return ['waiting', 'sending', 'paused', 'leaving'].includes(this.stage) || this.details.isUnsaved;
  }

  async start(): Promise<void> {
    this.stage = 'sending';
    this.fault('');
    this.showActs();
    this.say('Connecting', sizeWords(this.file.size));
    this.preview.begin();
    const speed = new Speed();
    try {
      this.taken(await this.transfer.run(this.details.title, (sent, total, moved) => this.showSent(speed, sent, total, moved)));
    } catch (fault) {
      if (this.isSending) this.ended(fault);
    }
    this.onChange();
  }

  private enqueue(): void {
    this.stage = 'waiting';
    this.showActs();
    this.say('Waiting its turn', sizeWords(this.file.size));
    this.onChange();
  }

  private ended(fault: unknown): void {
    if (fault instanceof DOMException && fault.name === 'AbortError') {
      this.stage = 'paused';
      this.preview.rest();
      this.say('Paused', 'What was sent is kept for a week');
      return this.showActs();
    }
    this.stage = 'stopped';
    this.preview.end();
    this.fault(wordsOf(fault));
    this.showStopped(isFinal(fault));
  }

  /** What was refused for good is not offered again. */
  private showStopped(isFinal: boolean): void {
    this.showActs();
    if (isFinal) setMeter(this.part('.sending .meter'), 0);
    this.say(isFinal ? 'Not taken' : 'Not sent', sizeWords(this.file.size));
    this.show('[data-act="retry"]', !isFinal);
    this.show('[data-act="publish"]', !isFinal);
    this.show('.preparing', !isFinal);
  }

  private taken(video: Video): void {
    this.video = video;
    this.stage = 'taken';
    this.preview.taken();
    this.showActs();
    this.part('.sending').classList.add('done');
    setMeter(this.part('.sending .meter'), 100);
    this.say('Sent', sizeWords(this.file.size));
    for (const [act, page] of [['view', '/watch'], ['edit', '/studio/videos']] as const) {
      const link = need<HTMLAnchorElement>(`[data-act="${act}"]`, this.root);
      link.href = `${page}/${video._id}`;
      link.hidden = false;
    }
    this.details.attach(video);
    this.unfollow();
    this.follow();
  }

  /** Hears how preparing goes, until it ends. */
  private follow(): void {
    const video = this.video;
    if (!video) return;
    this.showVideo(video, null);
    if (video.status !== 'processing') return;
    const leave = (this.unfollow = follow(video._id, told => {
      void findVideo(video._id).then(now => {
        if (isOver(now)) leave();
        if (this.stage === 'taken') this.showVideo((this.video = now), told?.secondsLeft ?? null);
      }, () => undefined);
      if (told && isOver(told)) leave();
    }));
  }

  private showVideo(video: Video, secondsLeft: number | null): void {
    showPreparing(this.root, video, secondsLeft);
    if (video.status === 'failed') this.fault(video.failure ?? 'This file could not be read as a video.');
  }

  private showSent(speed: Speed, sent: number, total: number, moved: number): void {
    speed.add(performance.now(), moved);
    setMeter(this.part('.sending .meter'), (sent * 100) / total);
    if (sent >= total) {
      this.preview.rest();
      return this.say('Sent, being checked', sizeWords(total));
    }
    const rate = speed.current;
    const left = rate > 0 ? timeLeftWords((total - sent) / rate) : '';
    this.say(`Sending ${Math.floor((sent * 100) / total)} %`, rate > 0 ? `${sizeWords(rate)}/s · ${left}` : '');
  }

  private async cancel(): Promise<void> {
    if (this.stage === 'taken' && !(await confirmIn(need<HTMLDialogElement>('#delete-upload')))) return;
    await this.leave();
  }

  /** Removes the card and what the site has of its file; when that cannot be done, the card stays and says so. */
  private async leave(): Promise<void> {
    this.stage = 'leaving';
    this.showLeaving('What the site has of it is deleted');
    try {
      if (this.video) await deleteVideo(this.video._id);
      else await this.transfer.discard();
    } catch (fault) {
      this.fault(wordsOf(fault));
      return this.stay();
    }
    this.stage = 'gone';
    this.preview.end();
    this.unfollow();
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

  private showActs(): void {
    this.show('[data-act="pause"]', this.stage === 'sending');
    this.show('[data-act="go-on"]', this.stage === 'paused');
    this.show('[data-act="retry"]', false);
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
