// How videos come along. Browsers open six connections to a site and no more (HTTP/1.1): streams must not take them all.
import type { VideoProgress } from './api.ts';

const streamsAtOnce = 2;
const look = 4000;
const followed: Followed[] = [];

interface Followed {
  id: string;
  /** Without an event where the video has to be asked for by itself. */
  tell: (event?: VideoProgress) => void;
  end: () => void;
  stream?: EventSource;
}

let timer: number | undefined;

/** Tells of a video each time it has come further, until what it gives is called, or there is nothing to tell any more. */
export function follow(id: string, tell: (event?: VideoProgress) => void, end = (): void => undefined): () => void {
  const one: Followed = { id, tell, end };
  followed.push(one);
  serve();
  return () => drop(one);
}

function drop(one: Followed): void {
  const at = followed.indexOf(one);
  if (at < 0) return;
  one.stream?.close();
  followed.splice(at, 1);
  serve();
}

/** The first have a stream each; the others are looked at now and then. */
function serve(): void {
  for (const one of followed.slice(0, streamsAtOnce)) one.stream ??= open(one);
  if (followed.length > streamsAtOnce) timer ??= window.setInterval(() => followed.slice(streamsAtOnce).forEach(one => one.tell()), look);
  else {
    clearInterval(timer);
    timer = undefined;
  }
}

function open(one: Followed): EventSource {
  const stream = new EventSource(`/api/v1/videos/${one.id}/events`);
  stream.addEventListener('progress', ({ data }) => one.tell(JSON.parse(data as string) as VideoProgress));
  // The site has nothing to tell any more.
  stream.addEventListener('error', () => {
    if (stream.readyState !== EventSource.CLOSED) return;
    drop(one);
    one.end();
  });
  return stream;
}
