import { ApiFault, deleteVideo, findVideo, type Video } from '../shared/api.ts';
import { findEnd } from './boxes.ts';
import { Memory } from './memory.ts';
import { endpoint, isGone, type Metadata, post, send, terminate } from './tus.ts';

/** @param moved Bytes that went over the line since it was begun or gone on with: what tells the speed. */
export type OnProgress = (sent: number, total: number, moved: number) => void;

/** Some bytes of the file with an upload of their own. */
interface Part {
  from: number;
  bytes: Blob;
  url?: string;
  sent: number;
}

/**
 * Brings one file to the site: goes on where it was cut off, also when the page was closed in between. An MP4 whose index is
 * at its end is sent in two parts, the end first, so that it can be watched on its way; the part that begins the file goes
 * on as the whole.
 */
export class Transfer {
  /** In the order in which they are sent; the last begins the file. */
  private parts: Part[] = [];
  private whole = '';
  private leaving = new AbortController();
  private readonly memory: Memory;

  /** @param more What the upload is for, besides a new video. */
  constructor(private readonly file: File, private readonly more: Metadata = {}) {
    this.memory = new Memory(file, Object.values(more).join('-'));
  }

  /** Of the upload, and of the video that it becomes; undefined until it was begun. */
  get id(): string | undefined {
    return this.parts.at(-1)?.url?.split('/').at(-1);
  }

  /** Sends until all is there; ends with an AbortError when it is paused or stopped. */
  async run(title: string, onProgress: OnProgress): Promise<Video> {
    const { signal } = (this.leaving = new AbortController());
    const metadata = { filename: this.file.name, filetype: this.file.type, title, isPublished: 'false', ...this.more };
    if (this.parts.length === 0) await this.plan();
    let made: string | null | undefined;
    for (let lost = 0; ; lost++) {
      signal.throwIfAborted();
      await this.begin(metadata, signal);
      try {
        made = await this.sendAll(signal, onProgress);
        break;
      } catch (fault) {
        if (this.parts.length > 1 && isJoined(fault)) break;
        // Expired, or ended elsewhere: begun anew, once for each.
        if (!isGone(fault) || lost === this.parts.length) throw fault;
      }
    }
    if (this.parts.length > 1) made = await this.join(metadata, signal);
    await this.memory.forget();
    return this.findMade(made);
  }

  /** What was sent stays on the site for a week; {@link run} goes on from there. */
  pause(): void {
    this.leaving.abort();
  }

  /** Leaves nothing on the site, whether or not it has made a video of it by now. */
  async discard(): Promise<void> {
    const id = this.id;
    this.pause();
    for (const { url } of this.parts) if (url) await terminate(url);
    if (id)
      await deleteVideo(id).catch(fault => {
        if (!isGone(fault)) throw fault;
      });
    await this.memory.forget();
  }

  /** As it was begun before, or else as the file is made. */
  private async plan(): Promise<void> {
    const known = await this.memory.find();
    const end = known ? Number(known.metadata['end'] ?? NaN)
      : this.more['replaces'] ? undefined // nobody watches it on its way
      : await findEnd(this.file).catch(() => undefined);
    const urls = known?.parallelUploadUrls ?? [];
    if (end !== undefined && end > 0 && end < this.file.size && (!known || urls.length === 2)) {
      this.whole = known?.metadata['whole'] ?? randomName();
      this.parts = [this.part(end, this.file.size, urls[1]), this.part(0, end, urls[0])];
    } else {
      this.parts = [this.part(0, this.file.size, known?.uploadUrl ?? undefined)];
    }
  }

  private part(from: number, to: number, url: string | undefined): Part {
    return { from, bytes: this.file.slice(from, to), sent: 0, ...(url && { url }) };
  }

  /** Begins what has no upload yet. */
  private async begin(metadata: Metadata, signal: AbortSignal): Promise<void> {
    const missing = this.parts.filter(part => !part.url);
    if (missing.length === 0) return;
    for (const part of missing) {
      const isPart = this.parts.length > 1;
      const answer = await post(
        { 'Upload-Length': String(part.bytes.size), ...(isPart && { 'Upload-Concat': 'partial' }) },
        isPart ? { ...metadata, whole: this.whole, wholelength: String(this.file.size), offset: String(part.from) } : metadata, signal);
      part.url = new URL(answer.headers.get('Location') ?? '', new URL(endpoint, location.href)).pathname;
    }
    const end = this.parts.length > 1 ? { whole: this.whole, end: String(this.parts[0]!.from) } : undefined;
    await this.memory.keep(this.parts.map(part => part.url!).toReversed(), { ...metadata, ...end });
  }

  /** One after the other: the site looks for the end when the first byte of the rest arrives. */
  private async sendAll(signal: AbortSignal, onProgress: OnProgress): Promise<string | undefined> {
    let moved = 0;
    let made: string | undefined;
    for (const part of this.parts) {
      let first: number | undefined;
      const before = moved;
      try {
        made = await send(part.bytes, part.url!, signal, sent => {
          first ??= sent;
          part.sent = sent;
          moved = before + Math.max(0, sent - first);
          onProgress(this.parts.reduce((sum, { sent }) => sum + sent, 0), this.file.size, moved);
        });
      } catch (fault) {
        if (isGone(fault)) {
          delete part.url;
          part.sent = 0;
        }
        throw fault;
      }
    }
    return made;
  }

  private async join(metadata: Metadata, signal: AbortSignal): Promise<string | null> {
    const parts = this.parts.toReversed().map(part => part.url).join(' ');
    return (await post({ 'Upload-Concat': `final;${parts}` }, metadata, signal)).headers.get('Upload-Result');
  }

  private async findMade(address: string | null | undefined): Promise<Video> {
    const id = address?.split('/').at(-1) ?? this.id;
    if (!id) throw new ApiFault(0, 'The site did not say where the video is. Look on your channel.');
    return findVideo(id);
  }
}

/** Another page sent the rest meanwhile, and joined it: joining it again gives the same video. */
const isJoined = (fault: unknown) => fault instanceof ApiFault && fault.status === 403;

/** Also where the page did not come by HTTPS: crypto.randomUUID is not there then. */
const randomName = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
