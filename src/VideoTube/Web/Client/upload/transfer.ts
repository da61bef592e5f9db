import { defaultOptions, DetailedError, Upload, type PreviousUpload, type UploadOptions } from 'tus-js-client';
import { ApiFault, deleteVideo, findVideo, renew, type Video } from '../shared/api.ts';

const endpoint = '/api/v1/uploads';

// A proxy in between may not take larger bodies, and what arrived is on the server's disk after each.
const chunkSize = 64 * 1024 * 1024;

// Between tries of one chunk; a chunk that gets through starts them anew. Together about ten minutes without a line.
const retryDelays = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000, 120_000, 120_000, 120_000];

// Waiting or asking again helps against these alone.
const passing = [0, 401, 408, 409, 423, 429];

/** Brings one file to the site (tus): goes on where it was cut off, also when the page was closed in between. */
export class Transfer {
  private upload: Upload | undefined;
  private onLeft: (() => void) | undefined;

  /** @param replaces The video whose place the file is to take; none makes a new one. */
  constructor(private readonly file: File, private readonly replaces?: string) {}

  /** Sends until all is there; ends with an AbortError when it is paused or stopped. */
  async run(title: string, onProgress: (sent: number, total: number) => void): Promise<Video> {
    const previous = this.upload ? undefined : await this.findPrevious();
    return new Promise<Video>((resolve, reject) => {
      this.onLeft = () => reject(new DOMException('Stopped', 'AbortError'));
      this.upload ??= new Upload(this.file, {
        ...this.named, chunkSize, retryDelays,
        metadata: { filename: this.file.name, filetype: this.file.type, ...(this.replaces ? { replaces: this.replaces } : { title, isPublished: 'false' }) },
        removeFingerprintOnSuccess: true,
        onAfterResponse: async (_, response) => {
          if (response.getStatus() === 401) await renew().catch(() => false);
        },
        onShouldRetry: fault => {
          const status = fault.originalResponse?.getStatus() ?? 0;
          return status >= 500 ? status !== 507 : passing.includes(status);
        },
      });
      const { options } = this.upload;
      options.onProgress = onProgress;
      options.onSuccess = () => void this.findMade().then(resolve, reject);
      options.onError = fault => reject(faultOf(fault));
      if (previous) this.upload.resumeFromPreviousUpload(previous);
      this.upload.start();
    });
  }

  /** What was sent stays on the site for a week; {@link run} goes on from there. */
  async pause(): Promise<void> {
    await this.upload?.abort();
    this.onLeft?.();
  }

  /** Leaves nothing on the site, whether or not it has made a video of it by now. */
  async discard(): Promise<void> {
    const id = this.id;
    await this.upload?.abort();
    this.onLeft?.();
    if (!this.upload?.url || !id) return;
    await Upload.terminate(this.upload.url, { retryDelays: [0, 500, 1000, 2000, 4000] }).catch(fault => {
      if (!isGone(fault)) throw faultOf(fault);
    });
    if (!this.replaces) await deleteVideo(id).catch(fault => {
      if (!(fault instanceof ApiFault && [404, 410].includes(fault.status))) throw fault;
    });
    await this.forget();
  }

  private get id(): string | undefined {
    return this.upload?.url?.split('/').at(-1);
  }

  /** Where it goes, and what it is found again by: the same file for another video is another upload. */
  private get named(): UploadOptions {
    const { replaces } = this;
    return replaces ? { endpoint, fingerprint: async (file, options) => `${await defaultOptions.fingerprint(file, options)}-${replaces}` } : { endpoint };
  }

  /** The upload has the id of the video it becomes. */
  private async findMade(): Promise<Video> {
    if (!this.id) throw new ApiFault(0, 'The site did not say where the video is. Look on your channel.');
    return findVideo(this.replaces ?? this.id);
  }

  private async findPrevious(): Promise<PreviousUpload | undefined> {
    const probe = new Upload(this.file, this.named);
    return (await probe.findPreviousUploads()).sort((a, b) => b.creationTime.localeCompare(a.creationTime))[0];
  }

  private async forget(): Promise<void> {
    const storage = this.upload?.options.urlStorage;
    for (const previous of (await this.upload?.findPreviousUploads()) ?? [])
      if (previous.uploadUrl === this.upload?.url) await storage?.removeUpload(previous.urlStorageKey);
  }
}

const isGone = (fault: unknown) => fault instanceof DetailedError && [404, 410].includes(fault.originalResponse?.getStatus() ?? 0);

/** In the server's words where it said any. */
function faultOf(fault: unknown): Error {
  if (!(fault instanceof DetailedError)) return fault instanceof Error ? fault : new Error(String(fault));
  const response = fault.originalResponse;
  if (!response) return new ApiFault(0, 'The connection broke off. What was sent is kept: go on when you are online again.');
  try {
    const told = JSON.parse(response.getBody()) as { message?: string };
    return new ApiFault(response.getStatus(), told.message ?? `The site refused it (${response.getStatus()}).`);
  } catch {
    return new ApiFault(response.getStatus(), `The site could not take it (${response.getStatus()}). Try again in a moment.`);
  }
}
