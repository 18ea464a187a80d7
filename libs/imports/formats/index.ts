import { covidAid } from './covid-aid.js';
import type { ForeignFormat } from './format.js';
import { inseeUnemployment } from './insee-unemployment.js';
import { investmentGrants } from './investment-grants.js';

/** Every kind of file of others that can be loaded. A new one is one line here. */
export const foreignFormats: readonly ForeignFormat[] = [inseeUnemployment, covidAid, investmentGrants];
