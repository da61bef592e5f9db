// The studio: how far one's videos are, as it goes.
import { liveParts } from './studio/live.ts';

liveParts();
