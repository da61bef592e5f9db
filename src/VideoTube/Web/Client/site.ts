// What every page does: the light switch, closing menus, lists that go on as one scrolls.
import { endless } from './site/endless.ts';
import { menus } from './site/menus.ts';
import { theme } from './site/theme.ts';

theme();
menus();
endless();
