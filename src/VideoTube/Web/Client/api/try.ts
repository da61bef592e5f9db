import { ask } from '../shared/api.ts';
import { need, wordsOf } from '../shared/dom.ts';

// More than that is a file, not something to read.
const longest = 50_000;

/** Sends what the form says, with the visitor's own session, and shows what came. */
export function tryIt(form: HTMLFormElement): void {
  form.hidden = false;
  const button = need<HTMLButtonElement>('button', form);
  const sent = need('.sent', form);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    button.disabled = true;
    sent.textContent = 'Sent, waiting';
    try {
      const begun = performance.now();
      const answer = await ask(requestOf(form));
      sent.textContent = `Answered in ${Math.round(performance.now() - begun)} ms`;
      await show(form, answer);
    } catch (fault) {
      sent.textContent = wordsOf(fault);
    } finally {
      button.disabled = false;
    }
  });
}

function requestOf(form: HTMLFormElement): Request {
  let path = form.dataset['path']!;
  const query = new URLSearchParams();
  const parts = new FormData();
  const headers = new Headers();
  let body: BodyInit | null = form.querySelector('[data-in="form"]') ? parts : null;
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('[data-in]')) {
    const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
    const value = field.value.trim();
    if (!value && !file) continue;
    if (field.dataset['in'] === 'path') path = path.replace(`{${field.name}}`, encodeURIComponent(value).replaceAll('%2F', '/'));
    else if (field.dataset['in'] === 'query') query.append(field.name, value);
    else if (field.dataset['in'] === 'form') parts.append(field.name, file ?? value);
    else {
      body = value;
      headers.set('Content-Type', field.dataset['type']!);
    }
  }
  const address = query.size ? `${path}?${query}` : path;
  return new Request(address, { method: form.dataset['method']!, headers, body });
}

async function show(form: HTMLFormElement, answer: Response): Promise<void> {
  const type = answer.headers.get('Content-Type') ?? '';
  const line = need('.line', form);
  line.textContent = `${answer.status} ${answer.statusText} · ${new URL(answer.url).pathname}${new URL(answer.url).search}`;
  line.classList.toggle('bad', !answer.ok);
  need('pre', form.querySelector('.came')!).textContent = await textOf(answer, type);
  need<HTMLElement>('.came', form).hidden = false;
}

async function textOf(answer: Response, type: string): Promise<string> {
  if (!/json|text|xml|mpegurl/.test(type)) {
    const size = answer.headers.get('Content-Length');
    await answer.body?.cancel();
    return type ? `${type}${size ? `, ${size} bytes` : ''}` : 'No body';
  }
  const text = await answer.text();
  if (text.length > longest) return `${text.slice(0, longest)}\n… ${text.length - longest} characters more`;
  return type.includes('json') ? JSON.stringify(JSON.parse(text), null, 2) : text;
}
