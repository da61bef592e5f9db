import { need, setMeter, toast, wordsOf } from '../shared/dom.ts';
import { refresh } from '../site/swap.ts';
import { sizeWords, Speed, timeLeftWords } from '../upload/speed.ts';
import { Transfer } from '../upload/transfer.ts';

let sending: Transfer | undefined;

/** Sends another file to a video's place in pieces; one that broke off goes on when the same file is chosen again. */
export function replacing(): void {
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    const video = form.dataset['replaces'];
    const file = video ? form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0] : undefined;
    if (!video || !file) return;
    event.preventDefault();
    void send(form, file, video);
  });
  addEventListener('beforeunload', event => sending && event.preventDefault());
}

async function send(form: HTMLFormElement, file: File, video: string): Promise<void> {
  const box = need<HTMLElement>('.replacing');
  const transfer = (sending = new Transfer(file, { replaces: video }));
  need<HTMLButtonElement>('[data-act="stop"]', box).onclick = () => void transfer.discard().catch(fault => toast(wordsOf(fault)));
  [form.hidden, box.hidden] = [true, false];
  tell('');
  show(box, 'Connecting', sizeWords(file.size), 0);
  const speed = new Speed();
  try {
    await transfer.run('', (sent, total, moved) => {
      speed.add(performance.now(), moved);
      const [percent, rate] = [Math.floor((sent * 100) / total), speed.current];
      if (sent >= total) show(box, 'Sent, being checked', sizeWords(total), 100);
      else show(box, `Sending ${percent} %`, rate > 0 ? `${sizeWords(rate)}/s · ${timeLeftWords((total - sent) / rate)}` : '', percent);
    });
    await refresh(['#status', '#trim', '#file']);
  } catch (fault) {
    [form.hidden, box.hidden] = [false, true];
    if (!(fault instanceof DOMException && fault.name === 'AbortError')) tell(wordsOf(fault));
  } finally {
    sending = undefined;
  }
}

function tell(words: string): void {
  const fault = need<HTMLElement>('#file [data-fault]');
  fault.hidden = words === '';
  need('span', fault).textContent = words;
}

function show(box: HTMLElement, words: string, detail: string, percent: number): void {
  setMeter(need('.meter', box), percent);
  need('b', box).textContent = words;
  need('.detail', box).textContent = detail;
}
