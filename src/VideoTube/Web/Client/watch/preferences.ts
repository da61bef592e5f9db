// What a viewer set once and expects to find again, on this device only.
const keys = ['volume', 'muted', 'speed', 'theatre'] as const;
type Key = (typeof keys)[number];

export function recall(key: Key): number | undefined {
  try {
    const text = localStorage.getItem(`player.${key}`);
    const value = text === null ? NaN : Number(text);
    return Number.isFinite(value) ? value : undefined;
  } catch {
    return undefined; // storage is switched off: nothing is remembered, everything works
  }
}

export function remember(key: Key, value: number): void {
  try {
    localStorage.setItem(`player.${key}`, String(value));
  } catch {
    // as above
  }
}
