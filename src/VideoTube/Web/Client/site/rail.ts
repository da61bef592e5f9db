import { remember } from './choice.ts';

/** The side rail with names or with icons alone. Until someone chooses, the width of the window does (styles/tokens.css). */
export function rail(): void {
  const button = document.querySelector('.rail-switch');
  if (!button) return;
  const room = matchMedia('(min-width: 1100px)');
  const isWide = () => {
    const chosen = document.documentElement.dataset['rail'];
    return chosen ? chosen === 'wide' : room.matches;
  };
  const tell = () => button.setAttribute('aria-expanded', String(isWide()));
  room.addEventListener('change', tell);
  button.addEventListener('click', () => {
    remember('rail', isWide() ? 'narrow' : 'wide');
    tell();
  });
  tell();
}
