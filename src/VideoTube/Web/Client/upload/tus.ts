// tus 1.0 as the site speaks it; the bytes themselves are sent by tus-js-client.
import { DetailedError, Upload } from 'tus-js-client';
import { ApiFault, renew } from '../shared/api.ts';

export const endpoint = '/api/v1/uploads';

// A proxy in between may not take larger bodies, and what arrived is on the server's disk after each.
const chunkSize = 64 * 1024 * 1024;

// Between tries of one chunk; a chunk that gets through starts them anew. Together about ten minutes without a line.
const retryDelays = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000, 120_000, 120_000, 120_000];

// Waiting or asking again helps against these alone.
const passing = [0, 401, 408, 409, 423, 429];
const passes = (status: number) => (status >= 500 ? status !== 507 : passing.includes(status));

export type Metadata = Record<string, string>;

/** Begins an upload, or joins what was sent in parts. */
export async function post(headers: Record<string, string>, metadata: Metadata, signal: AbortSignal): Promise<Response> {
  for (let tries = 0; ; tries++) {
    const answer = await fetch(endpoint, {
      method: 'POST', signal, headers: { 'Tus-Resumable': '1.0.0', 'Upload-Metadata': encode(metadata), ...headers },
    }).catch(() => undefined);
    signal.throwIfAborted();
    if (answer?.ok) return answer;
    if (answer?.status === 401) await renew().catch(() => false);
    const delay = retryDelays[tries];
    if (delay === undefined || !passes(answer?.status ?? 0)) throw faultOf(answer?.status, await answer?.text());
    await after(delay, signal);
  }
}

/** Brings what is missing of some bytes to an upload; gives its last answer's Upload-Result. */
export function send(bytes: Blob, url: string, signal: AbortSignal, onSent: (sent: number) => void): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      // Without an endpoint a lost upload is an error: by itself the client would begin anew also when only the session ran out.
      uploadUrl: url, chunkSize, retryDelays, storeFingerprintForResuming: false,
      onAfterResponse: async (_, response) => {
        if (response.getStatus() === 401) await renew().catch(() => false);
      },
      onShouldRetry: fault => passes(fault.originalResponse?.getStatus() ?? 0),
      onProgress: sent => onSent(Math.min(sent, bytes.size)),
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Upload-Result')),
      onError: fault => reject(wordsFor(fault)),
    });
    signal.addEventListener('abort', () => {
      void upload.abort();
      reject(signal.reason as Error);
    }, { once: true });
    upload.start();
  });
}

/** Ends an upload; one that is gone already is none the worse. */
export async function terminate(url: string): Promise<void> {
  await Upload.terminate(url, { retryDelays: [0, 500, 1000, 2000, 4000] }).catch(fault => {
    const words = wordsFor(fault);
    if (!isGone(words)) throw words;
  });
}

export const isGone = (fault: unknown) => fault instanceof ApiFault && [404, 410].includes(fault.status);

const encode = (metadata: Metadata) =>
  Object.entries(metadata).map(([name, value]) => `${name} ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`).join(',');

function after(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    }, { once: true });
  });
}

function wordsFor(fault: unknown): Error {
  if (!(fault instanceof DetailedError)) return fault instanceof Error ? fault : new Error(String(fault));
  return faultOf(fault.originalResponse?.getStatus(), fault.originalResponse?.getBody());
}

/** In the server's words where it said any. */
function faultOf(status: number | undefined, body: string | undefined): ApiFault {
  if (!status) return new ApiFault(0, 'The connection broke off. What was sent is kept: go on when you are online again.');
  try {
    return new ApiFault(status, (JSON.parse(body ?? '') as { message?: string }).message ?? `The site refused it (${status}).`);
  } catch {
    return new ApiFault(status, `The site could not take it (${status}). Try again in a moment.`);
  }
}
