import { remember } from './choice.ts';

export function theme(): void {
  for (const button of document.querySelectorAll('[data-theme-choice]'))
    button.addEventListener('click', () => {
      const chosen = document.documentElement.dataset['theme'];
      const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      remember('theme', dark ? 'light' : 'dark');
    });
}
