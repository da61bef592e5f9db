import { defaultOptions, type PreviousUpload } from 'tus-js-client';
import { endpoint } from './tus.ts';

const storage = defaultOptions.urlStorage;

/** What this browser keeps of one file on its way, so that a later page goes on with it. */
export class Memory {
  private key: string | undefined;

  /** @param use What the file is for; the same one for something else is another upload. */
  constructor(private readonly file: File, private readonly use: string) {}

  /** The latest; undefined when there is nothing to go on with. */
  async find(): Promise<PreviousUpload | undefined> {
    const known = await storage.findUploadsByFingerprint(await this.fingerprint());
    const latest = known.sort((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime))[0];
    this.key = latest?.urlStorageKey;
    return latest;
  }

  /** In place of what was kept before. Where nothing can be kept, the upload goes on all the same. */
  async keep(urls: string[], metadata: Record<string, string>): Promise<void> {
    const [first, ...others] = urls;
    await this.forget();
    try {
      this.key = await storage.addUpload(await this.fingerprint(), {
        size: this.file.size, metadata, creationTime: new Date().toISOString(), urlStorageKey: '',
        uploadUrl: others.length === 0 ? first ?? null : null, parallelUploadUrls: others.length === 0 ? null : urls,
      });
    } catch {
      // Storage is full or switched off.
    }
  }

  async forget(): Promise<void> {
    if (this.key) await storage.removeUpload(this.key);
    this.key = undefined;
  }

  private fingerprint(): Promise<string> {
    return defaultOptions.fingerprint(this.file, { endpoint: this.use ? `${endpoint}-${this.use}` : endpoint });
  }
}

/** The addresses of an upload that was kept, or of its parts. */
export const addressesOf = (upload: PreviousUpload): string[] =>
  upload.parallelUploadUrls ?? (upload.uploadUrl ? [upload.uploadUrl] : []);
