import { deleteVideo, togglePublish } from '../shared/api.ts';
import { confirmIn, need, toast, wordsOf } from '../shared/dom.ts';

/** What the owner of a video can do on its page: show or hide it, delete it. All else is in the studio. */
export function ownerActs(id: string): void {
  const box = document.querySelector<HTMLElement>('.owner-box');
  if (!box) return;
  const on = (act: string, handler: () => Promise<unknown>) =>
    need(`[data-act="${act}"]`, box).addEventListener('click', () => handler().catch(fault => toast(wordsOf(fault))));

  on('publish', async () => showState(box, (await togglePublish(id)).isPublished));
  on('delete', async () => {
    if (!(await confirmIn(need<HTMLDialogElement>('#delete-video')))) return;
    await deleteVideo(id);
    location.assign(box.dataset['after'] ?? '/');
  });
}

function showState(box: HTMLElement, isPublished: boolean): void {
  need('.state span', box).textContent = isPublished ? 'Published' : 'Only you can see this';
  need('[data-act="publish"]', box).textContent = isPublished ? 'Unpublish' : 'Publish';
  toast(isPublished ? 'Published' : 'Only you can see it now');
}
