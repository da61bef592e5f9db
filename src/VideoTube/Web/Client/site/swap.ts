import { toast } from '../shared/dom.ts';

/**
 * Forms and links with data-swap="#a, #b" change only those parts of the page: their answer is the whole page as the
 * server writes it, and the parts are taken from there. Without scripts the same forms and links load that page.
 */
export function swaps(): void {
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    if (!form.dataset['swap'] || event.defaultPrevented) return;
    event.preventDefault();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    void swap(form, form.action, { method: 'POST', body });
  });
  document.addEventListener('click', event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-swap]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void swap(link, link.href, {});
  });
}

async function swap(source: HTMLElement, address: string, request: RequestInit): Promise<void> {
  if (source.ariaBusy === 'true') return;
  source.ariaBusy = 'true';
  try {
    const response = await fetch(address, { ...request, headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(20_000) });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (response.ok) for (const selector of source.dataset['swap']!.split(',')) replace(selector.trim(), page);
    else toast(page.querySelector('main p')?.textContent || 'That did not work. Try again in a moment.');
  } catch {
    toast('The site cannot be reached. Check your connection and try again.');
  } finally {
    source.ariaBusy = null;
  }
}

function replace(selector: string, page: Document): void {
  const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
  if (!old || !fresh) return;
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(fresh);
  // Who works by keyboard stays where they were: at the same button, or at the field of what has just opened.
  if (hadFocus) fresh.querySelector<HTMLElement>('textarea, button, a')?.focus({ preventScroll: true });
  document.dispatchEvent(new Event('swapped'));
}
