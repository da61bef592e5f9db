/** The element a page must have; a missing one is a fault of the page, so it is said loudly. */
export function need<T extends Element>(selector: string, within: ParentNode = document): T {
  const element = within.querySelector<T>(selector);
  if (!element) throw new Error(`The page has no ${selector}`);
  return element;
}

export function toast(message: string): void {
  document.querySelector('.toast')?.remove();
  const box = document.createElement('div');
  box.className = 'toast';
  box.setAttribute('role', 'status');
  document.body.append(box);
  box.textContent = message;
  setTimeout(() => box.remove(), 4000);
}

export function setMeter(meter: HTMLElement, percent: number): void {
  const whole = Math.max(0, Math.min(100, Math.round(percent)));
  meter.setAttribute('aria-valuenow', String(whole));
  need<HTMLElement>('span', meter).style.transform = `scaleX(${whole / 100})`;
}

/** The words of an unforeseen or foreseen failure. */
export const wordsOf = (fault: unknown): string => (fault instanceof Error ? fault.message : 'Something went wrong. Try again.');

/** Shows a modal dialog and tells whether its "yes" button closed it. */
export function confirmIn(dialog: HTMLDialogElement): Promise<boolean> {
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}
