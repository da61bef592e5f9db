/** Remembered for a year in a cookie, so that the server writes the choice into the page and nothing flashes. */
export function remember(name: string, choice: string): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.documentElement.dataset[name] = choice;
  document.cookie = `${name}=${choice}; path=/; max-age=31536000; samesite=lax${secure}`;
}
