// The watch page: the player, how preparing goes, and what the owner can do.
import './watch/elements.ts';
import { findVideo, type Video } from './shared/api.ts';
import { need } from './shared/dom.ts';
import { listenToKeys } from './watch/keys.ts';
import { ownerActs } from './watch/owner.ts';
import { foldDescription, share, theatre } from './watch/page.ts';
import { Player } from './watch/player.ts';
import { fileOf, sourceOf, type Source } from './watch/source.ts';
import { StageCard } from './watch/stage.ts';
import { WatchedTime } from './watch/views.ts';

const stage = need<HTMLElement>('.stage');
const id = stage.dataset['id']!;
const start = Number(stage.dataset['start']) || 0;
let player: Player | undefined;

const card = new StageCard(stage, () => player?.restart());
listenToKeys(() => player, stage, theatre());
new WatchedTime(id, () => player?.media);
ownerActs(id);
foldDescription();
share();

const first = sourceOf({
  hls: stage.dataset['hls'] ?? null,
  videoFile: stage.dataset['file'] ?? null,
  renditions: stage.dataset['renditions'] ? new Array(Number(stage.dataset['renditions'])).fill(null) : [],
});
if (first) begin(first, cameFromHere());
if (stage.dataset['status'] !== 'ready' && stage.dataset['status'] !== 'failed') void follow();

function begin(source: Source, atOnce: boolean): void {
  player = new Player(stage, source, start, fileOf(stage.dataset['file']), words => card.showFault(words));
  card.hide();
  if (atOnce) player.play();
}

// A click on this site asked for the video; a link from elsewhere waits for a click here.
function cameFromHere(): boolean {
  try {
    return new URL(document.referrer).origin === location.origin;
  } catch {
    return false;
  }
}

/** Asks how preparing goes until it ends; starts the player, or hands it something better, without a reload. */
async function follow(): Promise<void> {
  for (;;) {
    await new Promise(resume => setTimeout(resume, document.hidden ? 5000 : 1500));
    let video: Video;
    try {
      video = await findVideo(id);
    } catch {
      continue; // the connection may come back
    }
    const source = sourceOf(video);
    if (!source) card.showProgress(video);
    else if (player) player.offer(source);
    else begin(source, false);
    if (video.status === 'ready' || video.status === 'failed') return;
  }
}
