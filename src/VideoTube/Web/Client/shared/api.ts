// The site's API. Paths, parameters and answers have the types of its OpenAPI document (docs/openapi.json, `npm run types`).
import createClient from 'openapi-fetch';
import type { components, paths } from '../generated/api.d.ts';

type Schemas = components['schemas'];
export type Video = Schemas['Video'];
export type Rendition = Schemas['VideoRendition'];
export type VideoChanges = Schemas['VideoDetails'];
export type Visibility = Video['visibility'];

/** One event of /videos/:id/events. */
export interface VideoProgress {
  status: Video['status'];
  step?: 'uploading' | 'waiting' | 'preparing' | 'encoding' | null;
  progress: number;
  /** Bytes that are here, of so many, while it is uploading. */
  offset?: number | null;
  length?: number | null;
  secondsLeft?: number | null;
  playable: boolean;
  renditions: string[];
  thumbnail?: string | null;
  /** Of the file that is to take its place. */
  replacement?: { status: 'processing' | 'failed'; progress: number; secondsLeft?: number | null } | null;
}

/** A refusal, in the server's words; status 0 when no answer came at all. */
export class ApiFault extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

const noAnswer = 'The site cannot be reached. Check your connection and try again.';
const patience = 30_000;
const api = createClient<paths>({ fetch: ask });

export const findVideo = (id: string) => dataOf(api.GET('/api/v1/videos/{id}', at(id)));
export const changeVideo = (id: string, changes: VideoChanges) => dataOf(api.PATCH('/api/v1/videos/{id}', { ...at(id), body: changes }));
export const togglePublish = (id: string) => dataOf(api.PATCH('/api/v1/videos/toggle/publish/{id}', at(id)));
export const deleteVideo = (id: string) => dataOf(api.DELETE('/api/v1/videos/{id}', at(id)));

/** Sent so that it outlives the page: the last seconds watched are told while the page closes. */
export const reportView = (id: string, position: number, watched: number) =>
  api.POST('/api/v1/videos/{id}/views', { ...at(id), body: { position, watched }, keepalive: true, fetch }).then(() => undefined, () => undefined);

/** One's own files on their way. */
export const listUploads = () => dataOf(api.GET('/api/v1/uploads'));

/** Texts that could be meant by what is being typed, most popular first. */
export const listSuggestions = (query: string) => dataOf(api.GET('/api/v1/search/suggestions', { params: { query: { query } } }));

const at = (id: string) => ({ params: { path: { id } } });

interface Sent<Envelope> {
  data?: Envelope;
  error?: unknown;
  response: Response;
}

type Data<Envelope> = Envelope extends { data: infer T } ? T : null;

/** The one place where answers leave their envelope. */
async function dataOf<Envelope>(sent: Promise<Sent<Envelope>>): Promise<Data<Envelope>> {
  let answer: Sent<Envelope>;
  try {
    answer = await sent;
  } catch {
    throw new ApiFault(0, noAnswer);
  }
  return open(answer.response.status, answer.data ?? answer.error);
}

function open<T>(status: number, envelope: unknown): T {
  if (status >= 200 && status < 300) return (envelope as { data: T } | undefined)?.data as T;
  throw faultOf(status, (envelope as Partial<Schemas['Error']> | undefined)?.message);
}

const faultOf = (status: number, message?: string) =>
  new ApiFault(status, status === 0 ? noAnswer : message || `Something went wrong (${status}). Try again in a moment.`);

/** Sends with the session of whoever looks at the page, renewed once when it has run out. */
export async function ask(request: Request): Promise<Response> {
  const again = request.clone();
  const answer = await fetch(request, { signal: AbortSignal.timeout(patience) });
  return answer.status === 401 && (await renew()) ? fetch(again, { signal: AbortSignal.timeout(patience) }) : answer;
}

let renewal: Promise<boolean> | undefined;

/** The access cookie runs out while a page stays open; the refresh cookie outlives it. Many that ask at once share one renewal. */
export function renew(): Promise<boolean> {
  renewal ??= fetch('/api/v1/users/refresh-token', { method: 'POST', signal: AbortSignal.timeout(patience) })
    .then(response => response.ok)
    .finally(() => (renewal = undefined));
  return renewal;
}
