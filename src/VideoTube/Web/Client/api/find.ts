import { need } from '../shared/dom.ts';

/** The field over the routes leaves those that hold every word typed. */
export function find(): void {
  const field = need<HTMLInputElement>('#find');
  const entries = [...document.querySelectorAll<HTMLElement>('.entry')].map(entry => ({
    entry,
    words: (entry.id + ' ' + (entry.querySelector('summary')?.textContent ?? '')).toLowerCase(),
  }));
  need<HTMLElement>('.find').hidden = false;
  field.addEventListener('input', () => {
    const asked = field.value.toLowerCase().split(/\s+/);
    for (const { entry, words } of entries) entry.hidden = !asked.every(word => words.includes(word));
    for (const chapter of document.querySelectorAll<HTMLElement>('.chapter')) chapter.hidden = !chapter.querySelector('.entry:not([hidden])');
    need('.nothing').textContent = entries.every(({ entry }) => entry.hidden) ? 'No route has these words.' : '';
  });
}
