// What can be watched of files that this page sends: one question for all of them, now and then while any of them waits.
import { listUploads } from '../shared/api.ts';

const often = 1500;
const seldom = 10_000;
const waiting = new Map<object, { id: () => string | undefined; show: (address: string) => void }>();
let pause = often;
let timer: number | undefined;

/** Tells once where an upload can be watched from its beginning; ends when what it gives is called. */
export function whenWatchable(id: () => string | undefined, show: (address: string) => void): () => void {
  const key = {};
  waiting.set(key, { id, show });
  pause = often;
  clearTimeout(timer);
  timer = window.setTimeout(() => void ask(), pause);
  return () => waiting.delete(key);
}

async function ask(): Promise<void> {
  if (waiting.size === 0) return;
  // What cannot be watched on its way is asked for ever more seldom.
  pause = Math.min(seldom, pause * 1.2);
  const uploads = await listUploads().catch(() => []);
  for (const [key, { id, show }] of [...waiting]) {
    const address = uploads.find(upload => upload._id === id())?.hls;
    if (address && waiting.delete(key)) show(address);
  }
  timer = window.setTimeout(() => void ask(), pause);
}
