import Hls from 'hls.js/dist/hls.mjs';
import type HlsVideo from 'hls-video-element';
import { need } from '../shared/dom.ts';
import { recall, remember } from './preferences.ts';
import type { Source } from './source.ts';

export type Media = HTMLVideoElement;

/** Holds the media element inside the controls, and exchanges it when something better can be played. */
export class Player {
  private readonly controller: HTMLElement;

  /** Captions, chapters and the pictures over the seek bar: each media element gets its own. */
  private readonly tracks: HTMLTemplateElement | null;
  private source: Source;
  private better: Source | undefined;
  private recovered = 0;
  media: Media;

  constructor(stage: HTMLElement, source: Source, start: number, private fallback: Source | undefined, private readonly onFault: (words: string) => void) {
    this.controller = need<HTMLElement>('media-controller', stage);
    this.tracks = stage.querySelector('template.tracks');
    this.source = source;
    this.media = this.make(source, start);
    this.controller.append(this.media);
    // Someone who opens the menu wants to choose: whatever is there now should be in it.
    stage.querySelector('media-settings-menu-button')?.addEventListener('click', () => this.exchange());
  }

  /** Better is taken at the next pause or jump, never in the middle of watching. */
  offer(source: Source): void {
    if (source.choices <= this.source.choices) return;
    this.better = source;
    if (this.media.paused) this.exchange();
  }

  /** Another video has taken the place of the one that plays. */
  renew(source: Source): void {
    this.replace(source, 0, false);
  }

  /** Where the browser forbids to begin unasked, the play button stays. */
  play(): void {
    const media = this.media;
    const begin = () => media === this.media && void media.play().catch(() => undefined);
    // Attaching a source ends what was asked to play before: ask once it is there.
    if (media.readyState > 0) begin();
    else media.addEventListener('loadedmetadata', begin, { once: true });
  }

  seekTo(seconds: number): void {
    this.media.currentTime = Math.max(0, Math.min(seconds, this.media.duration || seconds));
  }

  restart(): void {
    this.replace(this.better ?? this.source, this.media.currentTime, true);
  }

  /** Plays and loads nothing any more. */
  close(): void {
    this.media.remove();
    unload(this.media);
  }

  private exchange(): void {
    if (this.better) this.replace(this.better, this.media.currentTime, !this.media.paused);
  }

  private replace(source: Source, position: number, playing: boolean): void {
    this.source = source;
    this.better = undefined;
    const old = this.media;
    this.media = this.make(source, position);
    old.replaceWith(this.media);
    unload(old);
    if (playing) this.play();
  }

  private make(source: Source, start: number): Media {
    const media = document.createElement(source.isHls ? 'hls-video' : 'video') as Media;
    media.slot = 'media';
    media.setAttribute('playsinline', '');
    media.setAttribute('preload', 'metadata');
    if (this.tracks) media.append(this.tracks.content.cloneNode(true));
    if (source.isHls) this.prepareHls(media as unknown as HlsVideo, start);
    else media.addEventListener('loadedmetadata', () => start > 0 && (media.currentTime = start), { once: true });
    this.restore(media);
    this.listen(media, source);
    media.setAttribute('src', source.address);
    return media;
  }

  private prepareHls(media: HlsVideo, start: number): void {
    media.config = {
      startPosition: start > 0 ? start : -1,
      capLevelToPlayerSize: true, // a small window needs no 4K
      backBufferLength: 60,
      abrEwmaDefaultEstimate: 4_000_000, // bits a second, until it is measured: hls.js assumes 0.5 Mbit/s and begins blurred
    };
    // Set by the element after it was given an address.
    queueMicrotask(() => queueMicrotask(() => media.api?.on(Hls.Events.ERROR, (_event, data) => data.fatal && this.recover(media.api, data.type))));
  }

  // What hls.js asks of its users: one more try where that can help; then the file as it was sent, then words.
  private recover(api: Hls | null, type: string): void {
    if (api && type === Hls.ErrorTypes.MEDIA_ERROR && this.recovered++ < 2) return api.recoverMediaError();
    if (this.fallback && this.source.isHls) {
      const file = this.fallback;
      this.fallback = undefined;
      return this.replace(file, this.media.currentTime, !this.media.paused);
    }
    this.onFault(type === Hls.ErrorTypes.NETWORK_ERROR
      ? 'The video cannot be loaded right now. Check your connection; your place is kept.'
      : 'Your browser could not play this part of the video.');
  }

  private restore(media: Media): void {
    const set = () => {
      media.volume = Math.max(0, Math.min(1, recall('volume') ?? 1));
      media.muted = recall('muted') === 1;
      media.defaultPlaybackRate = media.playbackRate = Math.max(0.25, Math.min(2, recall('speed') ?? 1));
    };
    set();
    media.addEventListener('loadedmetadata', set, { once: true });
  }

  private listen(media: Media, source: Source): void {
    let settled = false;
    media.addEventListener('loadedmetadata', () => (settled = true), { once: true });
    media.addEventListener('volumechange', () => {
      if (!settled || media !== this.media) return;
      remember('volume', media.volume);
      remember('muted', media.muted ? 1 : 0);
    });
    media.addEventListener('ratechange', () => settled && media === this.media && remember('speed', media.playbackRate));
    for (const pause of ['pause', 'ended']) media.addEventListener(pause, () => media === this.media && this.exchange());
    media.addEventListener('error', () => {
      if (media !== this.media || source.isHls) return;
      if (this.better) this.exchange();
      else this.onFault('Your browser cannot play this file as it is. It plays once it is prepared.');
    });
  }
}

function unload(media: Media): void {
  if (media.localName === 'video') media.removeAttribute('src');
  else (media as unknown as { api: Hls | null }).api?.destroy();
}
