import { defaultOptions, type PreviousUpload } from 'tus-js-client';
import { need } from '../shared/dom.ts';
import { addressesOf } from './memory.ts';
import { sizeWords } from './speed.ts';
import { terminate } from './tus.ts';

/** Tells which files an earlier page did not finish: a browser gives a page no file again unless somebody chooses it. */
export async function showInterrupted(box: HTMLElement): Promise<void> {
  // What goes to a video's place is gone on with on that video's page.
  const uploads = (await defaultOptions.urlStorage.findAllUploads()).filter(upload => !upload.metadata['replaces']);
  const list = need<HTMLElement>('ul', box);
  list.replaceChildren(...uploads.map(upload => row(box, upload)));
  box.hidden = uploads.length === 0;
}

/** A file that was chosen again is shown by its own card. */
export function isInterrupted(file: File): (item: HTMLElement) => boolean {
  return item => item.dataset['name'] === file.name && item.dataset['size'] === String(file.size);
}

function row(box: HTMLElement, upload: PreviousUpload): HTMLElement {
  const item = need<HTMLElement>('li', need<HTMLTemplateElement>('template', box).content).cloneNode(true) as HTMLElement;
  const name = upload.metadata['filename'] ?? 'A file';
  item.dataset['name'] = name;
  item.dataset['size'] = String(upload.size);
  need('.name', item).textContent = name;
  need('.size', item).textContent = sizeWords(upload.size ?? 0);
  need<HTMLButtonElement>('button', item).addEventListener('click', () => void discard(box, upload));
  return item;
}

async function discard(box: HTMLElement, upload: PreviousUpload): Promise<void> {
  // One that has expired, or is somebody else's, is gone from here all the same.
  for (const url of addressesOf(upload).toReversed()) await terminate(url).catch(() => undefined);
  await defaultOptions.urlStorage.removeUpload(upload.urlStorageKey);
  await showInterrupted(box);
}
