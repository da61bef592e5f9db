import { toast } from '../shared/dom.ts';

const patience = 20_000;
const patienceWithFiles = 600_000;

/**
 * Forms and links with data-swap="#a, #b" change only those parts of the page: their answer is the whole page as the
 * server writes it, and the parts are taken from there, also where it tells what it refuses. Without scripts the same forms
 * and links load that page.
 */
export function swaps(): void {
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    if (!form.dataset['swap'] || event.defaultPrevented) return;
    event.preventDefault();
    const values = new FormData(form, event.submitter);
    const hasFiles = form.enctype === 'multipart/form-data';
    void swap(form, form.action, { method: 'POST', body: hasFiles ? values : fieldsOf(values) }, hasFiles ? patienceWithFiles : patience);
  });
  document.addEventListener('click', event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-swap]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void swap(link, link.href, {}, patience);
  });
}

/** Parts of this page as the site would write them now. */
export async function refresh(selectors: string[]): Promise<void> {
  const page = await load(location.href, {}, patience).catch(() => undefined);
  if (page?.ok) for (const selector of selectors) replace(selector, page.document);
}

function fieldsOf(values: FormData): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of values) fields.append(name, String(value));
  return fields;
}

async function swap(source: HTMLElement, address: string, request: RequestInit, timeout: number): Promise<void> {
  if (source.ariaBusy === 'true') return;
  source.ariaBusy = 'true';
  const selectors = source.dataset['swap']!.split(',').map(selector => selector.trim());
  try {
    const { ok, document: page } = await load(address, request, timeout);
    if (ok || selectors.every(selector => page.querySelector(selector))) for (const selector of selectors) replace(selector, page);
    else toast(page.querySelector('main p')?.textContent || 'That did not work. Try again in a moment.');
  } catch {
    toast('The site cannot be reached. Check your connection and try again.');
  } finally {
    source.ariaBusy = null;
  }
}

async function load(address: string, request: RequestInit, timeout: number): Promise<{ ok: boolean; document: Document }> {
  const response = await fetch(address, { ...request, headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(timeout) });
  return { ok: response.ok, document: new DOMParser().parseFromString(await response.text(), 'text/html') };
}

function replace(selector: string, page: Document): void {
  const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
  if (!fresh && old?.hasAttribute('data-leaves')) old.remove();
  if (!old || !fresh) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(fresh);
  // Who works by keyboard stays where they were: at what was refused, at the same button, or at the field of what has just opened.
  if (focused)
    (fresh.querySelector<HTMLElement>('[role="alert"]') ?? (focused.id ? document.getElementById(focused.id) : null)
      ?? fresh.querySelector<HTMLElement>('textarea, button, a'))?.focus({ preventScroll: !fresh.querySelector('[role="alert"]') });
  document.dispatchEvent(new Event('swapped'));
}
