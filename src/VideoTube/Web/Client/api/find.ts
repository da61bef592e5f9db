import { need } from '../shared/dom.ts';

/** The field over the routes leaves those that hold every word typed. */
export function find(): void {
  const field = need<HTMLInputElement>('#find');
  const cards = [...document.querySelectorAll<HTMLElement>('.card')].map(card => ({
    card,
    words: (card.id + ' ' + (card.querySelector('summary')?.textContent ?? '')).toLowerCase(),
  }));
  need<HTMLElement>('.find').hidden = false;
  field.addEventListener('input', () => {
    const asked = field.value.toLowerCase().split(/\s+/);
    for (const { card, words } of cards) card.hidden = !asked.every(word => words.includes(word));
    for (const chapter of document.querySelectorAll<HTMLElement>('.chapter')) chapter.hidden = !chapter.querySelector('.card:not([hidden])');
    need('.nothing').textContent = cards.every(({ card }) => card.hidden) ? 'No route has these words.' : '';
  });
}
