/** A place in a video as people type it: 0:05.2, 1:02:03. */
export function clockWords(seconds: number): string {
  const milliseconds = Math.max(0, Math.round(seconds * 1000));
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const minutes = Math.floor(milliseconds / 60_000) % 60;
  const hours = Math.floor(milliseconds / 3_600_000);
  const fraction = milliseconds % 1000 === 0 ? '' : `.${String(milliseconds % 1000).padStart(3, '0')}`.replace(/0+$/, '');
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two((milliseconds / 1000) % 60)}${fraction}`;
}
