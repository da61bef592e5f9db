// A video on another site's page: the player, and how preparing goes. No cookies, no account, nothing is written.
import './watch/elements.ts';
import { findVideo, type Video } from './shared/api.ts';
import { need } from './shared/dom.ts';
import { listenToKeys } from './watch/keys.ts';
import { Player } from './watch/player.ts';
import { fileOf, sourceOf, type Source } from './watch/source.ts';
import { StageCard } from './watch/stage.ts';

const stage = need<HTMLElement>('.stage');
const start = Number(stage.dataset['start']) || 0;
let player: Player | undefined;

const card = new StageCard(stage, () => player?.restart());
listenToKeys(() => player, stage, () => undefined);

const first = sourceOf({
  hls: stage.dataset['hls'] ?? null,
  videoFile: stage.dataset['file'] ?? null,
  renditions: stage.dataset['renditions'] ? new Array(Number(stage.dataset['renditions'])).fill(null) : [],
});
if (first) begin(first);
else if (stage.dataset['status'] !== 'failed') void follow();

function begin(source: Source): void {
  player = new Player(stage, source, start, fileOf(stage.dataset['file']), words => card.showFault(words));
  card.hide();
  if (new URLSearchParams(location.search).get('autoplay') === '1') player.play();
}

/** Asks until something plays. */
async function follow(): Promise<void> {
  for (;;) {
    await new Promise(resume => setTimeout(resume, document.hidden ? 10_000 : 3000));
    let video: Video;
    try {
      video = await findVideo(stage.dataset['id']!);
    } catch {
      continue; // the connection may come back
    }
    const source = sourceOf(video);
    if (source) return begin(source);
    card.showProgress(video);
    if (video.status === 'failed') return;
  }
}
