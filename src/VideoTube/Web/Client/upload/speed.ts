/** Speed over the last seconds: a single sample jumps too much to tell how long the rest takes. */
export class Speed {
  private readonly samples: { at: number; sent: number }[] = [];

  add(at: number, sent: number): void {
    this.samples.push({ at, sent });
    while (this.samples.length > 2 && at - this.samples[0]!.at > 5000) this.samples.shift();
  }

  /** Bytes a second; 0 while unknown. */
  get current(): number {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    return first && last && last.at > first.at ? ((last.sent - first.sent) * 1000) / (last.at - first.at) : 0;
  }
}

export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

export function timeLeftWords(seconds: number): string {
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 55) return `${Math.ceil(seconds / 5) * 5} seconds left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes <= 1 ? 'a minute left' : `${minutes} minutes left`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? 'an hour left' : `${hours} hours left`;
}
