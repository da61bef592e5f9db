// What every page does: the switches of light and of the side rail, closing menus, suggestions while one searches, lists that go on as one scrolls.
import { endless } from './site/endless.ts';
import { menus } from './site/menus.ts';
import { rail } from './site/rail.ts';
import { suggestions } from './site/suggestions.ts';
import { theme } from './site/theme.ts';

theme();
rail();
menus();
endless();
suggestions();
