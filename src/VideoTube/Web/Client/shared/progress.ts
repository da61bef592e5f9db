import type { VideoProgress } from './api.ts';

/** Hears how far a video is, or an upload on its way, until it is over; gives what ends the hearing before that. */
export function followProgress(id: string, onProgress: (told: VideoProgress) => void, onGone: () => void = () => undefined): () => void {
  const events = new EventSource(`/api/v1/videos/${id}/events`);
  events.addEventListener('progress', ({ data }) => {
    const told = JSON.parse(data as string) as VideoProgress;
    if (isOver(told)) events.close();
    onProgress(told);
  });
  // A line that breaks is taken up again by the browser; a refusal is for good.
  events.addEventListener('error', () => events.readyState === EventSource.CLOSED && onGone());
  return () => events.close();
}

/** Nothing comes any more, neither of the video nor of what is to take its place. */
export const isOver = ({ status, replacement }: VideoProgress): boolean =>
  (status === 'ready' || status === 'failed') && replacement?.status !== 'processing';
