// The page about one of one's videos: its player, how far it is, another file for it, a part of it.
import './watch/elements.ts';
import { findVideo, type VideoProgress } from './shared/api.ts';
import { need } from './shared/dom.ts';
import { isOver, liveParts } from './studio/live.ts';
import { replacing } from './studio/replace.ts';
import { trimming } from './studio/trim.ts';
import { listenToKeys } from './watch/keys.ts';
import { Player } from './watch/player.ts';
import { fileOf, sourceOf, type Source } from './watch/source.ts';
import { StageCard } from './watch/stage.ts';

const stage = need<HTMLElement>('.stage');
let player: Player | undefined;

const card = new StageCard(stage, () => player?.restart());
listenToKeys(() => player, stage, () => undefined);
const first = sourceOf({
  hls: stage.dataset['hls'] ?? null,
  videoFile: stage.dataset['file'] ?? null,
  renditions: stage.dataset['renditions'] ? new Array(Number(stage.dataset['renditions'])).fill(null) : [],
});
if (first) begin(first);
liveParts(told => void keepUp(told));
replacing();
trimming(() => player?.media.currentTime);

function begin(source: Source): void {
  player = new Player(stage, source, 0, fileOf(stage.dataset['file']), words => card.showFault(words));
  card.hide();
}

/** The player begins when something plays, and anew with what has taken the video's place. */
async function keepUp(told?: VideoProgress): Promise<void> {
  if (player && !(told && isOver(told))) return;
  const video = await findVideo(stage.dataset['id']!).catch(() => undefined);
  if (!video) return;
  const source = sourceOf(video);
  if (!source) card.showProgress(video);
  else if (player) player.renew(source);
  else begin(source);
}
