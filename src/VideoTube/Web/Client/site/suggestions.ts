import { listSuggestions } from '../shared/api.ts';

const pause = 90; // ms without a key before the site is asked

/**
 * Offers what could be meant while one types in the search field: a combobox with a list, as the ARIA Authoring Practices
 * describe it. Without scripts the field stays what it is.
 */
export function suggestions(): void {
  const input = document.querySelector<HTMLInputElement>('.search input');
  const form = input?.form;
  if (!input || !form) return;
  const list = document.createElement('ul');
  list.id = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Suggestions');
  list.hidden = true;
  form.append(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');

  let typed = input.value;
  let chosen = -1;
  let timer = 0;
  const options = () => [...list.children] as HTMLElement[];

  const choose = (index: number) => {
    const all = options();
    chosen = index;
    all.forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    const option = all[index];
    input.value = option?.textContent ?? typed;
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
    option?.scrollIntoView({ block: 'nearest' });
  };

  const show = (texts: string[]) => {
    chosen = -1;
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(...texts.map((text, i) => {
      const option = document.createElement('li');
      option.id = `suggestion-${i}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.textContent = text;
      return option;
    }));
    list.hidden = texts.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
  };

  const close = () => {
    clearTimeout(timer);
    show([]);
  };

  const ask = async () => {
    const words = typed;
    const texts = words.trim() ? await listSuggestions(words).catch(() => []) : [];
    if (words === typed && document.activeElement === input) show(texts);
  };

  input.addEventListener('input', () => {
    typed = input.value;
    clearTimeout(timer);
    timer = window.setTimeout(ask, pause);
  });
  input.addEventListener('keydown', event => {
    if (event.isComposing) return;
    const count = options().length;
    if (event.key === 'Escape' && count > 0) {
      event.preventDefault(); // the browser would empty the field
      input.value = typed;
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      // The field itself, with what was typed, is a place in the round.
      choose(((chosen + 1 + (event.key === 'ArrowDown' ? 1 : count)) % (count + 1)) - 1);
    } else if (event.key === 'ArrowDown' && typed.trim()) {
      void ask();
    }
  });
  input.addEventListener('blur', close);
  form.addEventListener('submit', close);
  list.addEventListener('pointerdown', event => event.preventDefault()); // the field keeps the focus
  list.addEventListener('click', event => {
    const option = (event.target as Element).closest<HTMLElement>('[role="option"]');
    if (!option) return;
    choose(options().indexOf(option));
    form.requestSubmit();
  });
}
