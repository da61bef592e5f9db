import { ApiFault, findMe, listVideosOf, type Video } from '../shared/api.ts';
import { sendFile, type Sending } from './send.ts';

// A file that has arrived is probed before it is a video; that takes a moment.
const looks = 4;
const betweenLooks = 1500;

/** What other cards of this page have: two files may have the same title. */
const claimed = new Set<string>();

/** Brings one file to the site once: when an answer got lost, it looks whether the site has the file before sending it again. */
export class Transfer {
  private sending: Sending | undefined;
  private stopped = false;
  private unanswered: { owner: string; title: string; after: string } | undefined;

  /** True from the last byte on: the site keeps what it has, also when nobody waits for the answer. */
  isAllSent = false;

  constructor(private readonly file: File) {}

  /** True while it is not known whether the site has the file. */
  get isUnanswered(): boolean {
    return this.unanswered !== undefined;
  }

  async run(title: string, onProgress: (sent: number, total: number) => void): Promise<Video> {
    this.stopped = false;
    const there = await this.findUnanswered();
    if (there) return there;
    const owner = (await findMe())._id;
    const after = (await listVideosOf(owner, 1))[0]?._id ?? '';
    if (this.stopped) throw new DOMException('Stopped', 'AbortError');
    this.sending = sendFile(this.file, title, onProgress, () => (this.isAllSent = true));
    try {
      const video = await this.sending.done;
      claimed.add(video._id);
      return video;
    } catch (fault) {
      if (this.isAllSent && fault instanceof ApiFault && (fault.status === 0 || fault.status >= 500))
        this.unanswered = { owner, title, after };
      throw fault;
    } finally {
      this.isAllSent = false;
    }
  }

  stop(): void {
    this.stopped = true;
    this.sending?.stop();
  }

  /** The video made of a file whose answer never came. Ids grow with time, so what is newer than the newest before is of this sending. */
  async findUnanswered(): Promise<Video | undefined> {
    const sent = this.unanswered;
    if (!sent) return undefined;
    for (let look = 1; look <= looks; look++) {
      const newest = await listVideosOf(sent.owner, 50);
      const video = newest.find(one => one._id > sent.after && one.title === sent.title && !claimed.has(one._id));
      if (video && video.status !== 'uploading') {
        this.unanswered = undefined;
        claimed.add(video._id);
        return video;
      }
      if (look < looks) await new Promise(resume => setTimeout(resume, betweenLooks));
    }
    this.unanswered = undefined;
    return undefined;
  }
}
