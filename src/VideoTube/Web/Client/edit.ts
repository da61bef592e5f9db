// The page about one of one's videos: its player, and how far it is.
import './watch/elements.ts';
import { findVideo } from './shared/api.ts';
import { need } from './shared/dom.ts';
import { followProgress } from './shared/progress.ts';
import { liveParts } from './studio/live.ts';
import { listenToKeys } from './watch/keys.ts';
import { Player } from './watch/player.ts';
import { fileOf, sourceOf, type Source } from './watch/source.ts';
import { StageCard } from './watch/stage.ts';

const stage = need<HTMLElement>('.stage');
const id = stage.dataset['id']!;
let player: Player | undefined;

const card = new StageCard(stage, () => player?.restart());
listenToKeys(() => player, stage, () => undefined);
liveParts();

const first = sourceOf({
  hls: stage.dataset['hls'] ?? null,
  videoFile: stage.dataset['file'] ?? null,
  renditions: stage.dataset['renditions'] ? new Array(Number(stage.dataset['renditions'])).fill(null) : [],
});
if (first) begin(first);
else if (stage.dataset['status'] !== 'failed') waitForIt();

function begin(source: Source): void {
  player = new Player(stage, source, 0, fileOf(stage.dataset['file']), words => card.showFault(words));
  card.hide();
}

/** Until something plays. */
function waitForIt(): void {
  const stop = followProgress(id, () => void findVideo(id).then(video => {
    const source = sourceOf(video);
    if (!source) return card.showProgress(video);
    stop();
    if (!player) begin(source);
  }, () => undefined));
}
