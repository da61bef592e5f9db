import type { Video } from '../shared/api.ts';

/** What to play: the renditions where there are some, else the file as it was sent. */
export interface Source {
  address: string;
  isHls: boolean;
  /** Grows as renditions are finished: a newer source of the same video offers more. */
  choices: number;
}

export function sourceOf(video: Pick<Video, 'hls' | 'videoFile' | 'renditions'>): Source | undefined {
  if (video.hls && canPlayHls()) return { address: video.hls, isHls: true, choices: 1 + (video.renditions?.length ?? 0) };
  return fileOf(video.videoFile);
}

export const fileOf = (address: string | null | undefined): Source | undefined =>
  address ? { address, isHls: false, choices: 0 } : undefined;

const canPlayHls = () =>
  'MediaSource' in window || 'ManagedMediaSource' in window || document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '';
