import { need, toast } from '../shared/dom.ts';
import { recall, remember } from './preferences.ts';

export function theatre(): () => void {
  const button = need<HTMLButtonElement>('.theatre-button');
  const root = document.documentElement;
  const set = (on: boolean) => {
    root.classList.toggle('theatre', on);
    button.setAttribute('aria-pressed', String(on));
  };
  set(recall('theatre') === 1);
  const toggle = () => {
    set(!root.classList.contains('theatre'));
    remember('theatre', root.classList.contains('theatre') ? 1 : 0);
  };
  button.addEventListener('click', toggle);
  return toggle;
}

/** The button only shows where something is folded away. */
export function foldDescription(): void {
  const text = document.querySelector<HTMLElement>('.description');
  const button = document.querySelector<HTMLButtonElement>('.unfold');
  if (!text || !button) return;
  text.classList.add('folded');
  button.hidden = text.scrollHeight <= text.clientHeight + 1;
  button.addEventListener('click', () => {
    const folded = text.classList.toggle('folded');
    button.textContent = folded ? 'Show more' : 'Show less';
    button.setAttribute('aria-expanded', String(!folded));
  });
}

export function share(): void {
  document.querySelector('[data-act="share"]')?.addEventListener('click', async () => {
    const url = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href;
    try {
      if (navigator.share && matchMedia('(pointer: coarse)').matches) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        toast('Link copied');
      }
    } catch (fault) {
      if (!(fault instanceof DOMException && fault.name === 'AbortError')) toast(`Copy this link: ${url}`);
    }
  });
}
