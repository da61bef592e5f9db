// The page of the API: finds routes, opens what a link points to, sends what one tries.
import { find } from './api/find.ts';
import { tryIt } from './api/try.ts';

find();
for (const form of document.querySelectorAll<HTMLFormElement>('form.try')) tryIt(form);

function openTarget(): void {
  const target = document.getElementById(location.hash.slice(1));
  if (!(target instanceof HTMLDetailsElement)) return;
  target.open = true;
  target.scrollIntoView();
}
addEventListener('hashchange', openTarget);
openTarget();
