import { clockWords } from './clock.ts';

/** Buttons that write into a field where the player is. */
export function trimming(position: () => number | undefined): void {
  const show = () => document.querySelectorAll<HTMLElement>('[data-take]').forEach(button => (button.hidden = false));
  show();
  document.addEventListener('swapped', show);
  document.addEventListener('click', event => {
    const name = (event.target as Element).closest<HTMLElement>('[data-take]')?.dataset['take'];
    const field = name ? document.querySelector<HTMLInputElement>(`#trim [name="${name}"]`) : null;
    if (field) field.value = clockWords(position() ?? 0);
  });
}
