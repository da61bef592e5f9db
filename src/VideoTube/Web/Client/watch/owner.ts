import { changeVideo, deleteVideo, togglePublish, type Visibility } from '../shared/api.ts';
import { confirmIn, need, toast, wordsOf } from '../shared/dom.ts';

/** What the owner of a video can do on its page: edit it in place, show or hide it, delete it. */
export function ownerActs(id: string): void {
  const box = document.querySelector<HTMLElement>('.owner-box');
  if (!box) return;
  const form = need<HTMLFormElement>('form.edit');
  const on = (act: string, handler: () => unknown) => need(`[data-act="${act}"]`).addEventListener('click', handler);

  const edit = (open: boolean): void => {
    form.hidden = !open;
    if (open) need<HTMLInputElement>('[name=title]', form).focus();
    else need<HTMLButtonElement>('[data-act="edit"]').focus();
  };
  on('edit', () => edit(form.hidden !== false));
  on('leave', () => edit(false));
  on('publish', () => attempt(async () => showState(box, (await togglePublish(id)).isPublished)));
  on('delete', () => attempt(async () => {
    if (!(await confirmIn(need<HTMLDialogElement>('#delete-video')))) return;
    await deleteVideo(id);
    location.assign(box.dataset['after'] ?? '/');
  }));
  form.addEventListener('submit', event => {
    event.preventDefault();
    void attempt(() => save(id, form, edit));
  });
}

async function save(id: string, form: HTMLFormElement, edit: (open: boolean) => void): Promise<void> {
  const values = new FormData(form);
  const video = await changeVideo(id, {
    title: String(values.get('title')),
    description: String(values.get('description')),
    visibility: String(values.get('visibility')) as Visibility,
  });
  need('.watch-title').textContent = video.title;
  document.title = `${video.title} · VideoTube`;
  const description = need<HTMLElement>('.description');
  description.textContent = video.description;
  description.hidden = video.description === '';
  edit(false);
  toast('Saved');
}

function showState(box: HTMLElement, isPublished: boolean): void {
  need('.state span', box).textContent = isPublished ? 'Published' : 'Only you can see this';
  need('[data-act="publish"]', box).textContent = isPublished ? 'Unpublish' : 'Publish';
  toast(isPublished ? 'Published' : 'Only you can see it now');
}

async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (fault) {
    toast(wordsOf(fault));
  }
}
