import type { Finding } from './validate.js';

/** A finding and its remedy in English: the rules' own messages, which are. */
export function wordsOfEn({ rule, found, nearest }: Finding): { message: string; remedy: string } {
  if (rule === 'required') return { message: 'is required', remedy: 'Give this field.' };
  if (rule === 'whitelistValidation') {
    return { message: 'is not a field of this request', remedy: nearest ? `Did you mean "${nearest}"?` : 'Remove it.' };
  }
  const [, what = found, instead] = /^(.*?)(?:: (.+))?$/s.exec(found) ?? [];
  return { message: what, remedy: instead ? `Write ${instead.replace(/^(write|use) /, '')}.` : `This field ${found}.` };
}
