/** The "More" link under a list fetches the next part when it comes into view; as a plain link it still works. */
export function endless(): void {
  const observer = new IntersectionObserver(entries => {
    for (const entry of entries)
      if (entry.isIntersecting) {
        observer.unobserve(entry.target);
        void load(entry.target as HTMLAnchorElement, observer);
      }
  }, { rootMargin: '800px' });
  watch(observer);
  document.addEventListener('swapped', () => watch(observer));
}

function watch(observer: IntersectionObserver): void {
  const link = document.querySelector<HTMLAnchorElement>('a[data-more]');
  if (link) observer.observe(link);
}

async function load(link: HTMLAnchorElement, observer: IntersectionObserver): Promise<void> {
  link.setAttribute('aria-busy', 'true');
  const list = document.querySelector('[data-endless]');
  try {
    const response = await fetch(link.href, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(20_000) });
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    const cards = next.querySelector('[data-endless]')?.children;
    if (!response.ok || !list || !cards) return;
    list.append(...cards);
    const more = next.querySelector('a[data-more]');
    if (!more) return link.parentElement?.remove();
    link.replaceWith(more);
    watch(observer);
  } catch {
    link.removeAttribute('aria-busy'); // the link stays: a click goes there
  }
}
