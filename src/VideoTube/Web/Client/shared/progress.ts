import type { VideoProgress } from './api.ts';

/** Hears how far a video is, until it is ready or has failed; gives what ends the hearing before that. */
export function followProgress(id: string, onProgress: (told: VideoProgress) => void): () => void {
  const events = new EventSource(`/api/v1/videos/${id}/events`);
  events.addEventListener('progress', ({ data }) => {
    const told = JSON.parse(data as string) as VideoProgress;
    if (isOver(told)) events.close();
    onProgress(told);
  });
  return () => events.close();
}

export const isOver = (told: VideoProgress): boolean => told.status === 'ready' || told.status === 'failed';
