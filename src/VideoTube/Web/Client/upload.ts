// The upload page: takes files by drop or choice, sends two at a time.
import { need } from './shared/dom.ts';
import { UploadCard } from './upload/card.ts';
import { isInterrupted, showInterrupted } from './upload/interrupted.ts';

const atOnce = 2;
const cards: UploadCard[] = [];
const list = need<HTMLElement>('.uploads');
const template = need<HTMLTemplateElement>('#upload-card');
const drop = need<HTMLElement>('.drop');
const input = need<HTMLInputElement>('.drop input[type=file]');
let made = 0;

const interrupted = need<HTMLElement>('.interrupted');
void showInterrupted(interrupted);

function add(files: Iterable<File>): void {
  for (const file of files) {
    [...interrupted.querySelectorAll('li')].filter(isInterrupted(file)).forEach(item => item.remove());
    interrupted.hidden = !interrupted.querySelector('li');
    const card = new UploadCard(template, file, ++made, advance);
    cards.push(card);
    list.append(card.root);
  }
  advance();
}

function advance(): void {
  drop.classList.toggle('small', list.childElementCount > 0);
  for (const card of cards)
    if (card.isWaiting && card.root.isConnected && cards.filter(other => other.isSending).length < atOnce) void card.start();
}

input.addEventListener('change', () => {
  add(input.files ?? []);
  input.value = '';
});

// Anywhere on the page; the counter is there because entering a child leaves its parent.
let depth = 0;
const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
function mark(change: number): void {
  depth = Math.max(0, depth + change);
  document.documentElement.classList.toggle('dropping', depth > 0);
}
addEventListener('dragenter', event => carriesFiles(event) && mark(1));
addEventListener('dragleave', event => carriesFiles(event) && mark(-1));
addEventListener('dragover', event => carriesFiles(event) && event.preventDefault());
addEventListener('drop', event => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  mark(-depth);
  add(event.dataTransfer?.files ?? []);
});

addEventListener('beforeunload', event => {
  if (cards.some(card => card.root.isConnected && card.isAtRisk)) event.preventDefault();
});
