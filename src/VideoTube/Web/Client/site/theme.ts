/** Remembered in a cookie, so that the server writes it into the page and nothing flashes. */
export function theme(): void {
  for (const button of document.querySelectorAll('[data-theme-choice]'))
    button.addEventListener('click', () => {
      const root = document.documentElement;
      const dark = root.dataset['theme'] ? root.dataset['theme'] === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      const chosen = dark ? 'light' : 'dark';
      root.dataset['theme'] = chosen;
      const secure = location.protocol === 'https:' ? '; secure' : '';
      document.cookie = `theme=${chosen}; path=/; max-age=31536000; samesite=lax${secure}`;
    });
}
