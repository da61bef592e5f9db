// The site's API, as far as the pages use it.

export interface Rendition {
  name: string;
  width: number;
  height: number;
}

export interface Video {
  _id: string;
  title: string;
  description: string;
  status: 'uploading' | 'processing' | 'ready' | 'failed';
  playable: boolean;
  progress: number;
  failure: string | null;
  visibility: Visibility;
  isPublished: boolean;
  width: number | null;
  height: number | null;
  thumbnail: string | null;
  videoFile: string | null;
  videoType: string | null;
  hls: string | null;
  renditions: Rendition[] | null;
}

export type Visibility = 'public' | 'unlisted' | 'members' | 'private';
export type VideoChanges = Partial<Pick<Video, 'title' | 'description' | 'visibility'>>;

/** A refusal, in the server's words; status 0 when no answer came at all. */
export class ApiFault extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

interface Envelope<T> {
  message: string;
  data: T;
}

const noAnswer = 'The site cannot be reached. Check your connection and try again.';

export const findVideo = (id: string) => send<Video>('GET', `videos/${id}`);
export const changeVideo = (id: string, changes: VideoChanges) => send<Video>('PATCH', `videos/${id}`, changes);
export const togglePublish = (id: string) => send<Video>('PATCH', `videos/toggle/publish/${id}`);
export const deleteVideo = (id: string) => send<unknown>('DELETE', `videos/${id}`);

/** Sent so that it outlives the page: the last seconds watched are told while the page closes. */
export const reportView = (id: string, position: number, watched: number) =>
  fetch(`/api/v1/videos/${id}/views`, {
    method: 'POST',
    keepalive: true,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ position, watched }),
  }).then(() => undefined, () => undefined);

/** Also makes sure of the sign-in before something long is sent: a fault tells that there is none. */
export const findMe = () => send<{ _id: string }>('GET', 'users/current-user');

/** Newest first; drafts too when they are one's own. */
export const listVideosOf = async (owner: string, limit: number) =>
  (await send<{ docs: Video[] }>('GET', `videos?userId=${owner}&limit=${limit}`)).docs;

/** Texts that could be meant by what is being typed, most popular first. */
export const listSuggestions = (typed: string) => send<string[]>('GET', `search/suggestions?query=${encodeURIComponent(typed)}`);

async function send<T>(method: string, path: string, body?: object): Promise<T> {
  const ask = () => fetch(`/api/v1/${path}`, {
    method,
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : null,
    signal: AbortSignal.timeout(30_000),
  });
  let response: Response;
  try {
    response = await ask();
    if (response.status === 401 && (await renew())) response = await ask();
  } catch {
    throw new ApiFault(0, noAnswer);
  }
  return read<T>(response.status, await response.text());
}

let renewal: Promise<boolean> | undefined;

/** The access cookie runs out while a page stays open; the refresh cookie outlives it. Many that ask at once share one renewal. */
function renew(): Promise<boolean> {
  renewal ??= fetch('/api/v1/users/refresh-token', { method: 'POST', signal: AbortSignal.timeout(30_000) })
    .then(response => response.ok)
    .finally(() => (renewal = undefined));
  return renewal;
}

export function read<T>(status: number, text: string): T {
  let envelope: Partial<Envelope<T>> = {};
  try {
    envelope = text ? JSON.parse(text) : {};
  } catch {
    // Not ours: a proxy in between answered. The status says enough.
  }
  if (status >= 200 && status < 300) return envelope.data as T;
  throw new ApiFault(status, status === 0 ? noAnswer : envelope.message || `Something went wrong (${status}). Try again in a moment.`);
}
