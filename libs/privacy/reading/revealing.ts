import { hasMark, mapTexts, replaceMarks } from '@app/kernel';
import type { Erasures } from '../erasing/erasures.js';
import type { KeptKey, PersonKeys } from '../keys/port.js';
import { openText } from '../sealing/seal.js';
import { withheld } from './words.js';

export interface Audience {
  /** Whether personal data are told at all: to officers, auditors and those who protect data, never to the public. */
  readonly inside: boolean;
  readonly language: 'fr' | 'en';
}

/**
 * Puts what may be told in the place of what is sealed, in rows on their way to a reader. Read models hold personal texts sealed, as the events do:
 * nothing there has to be erased, and what a reader gets is decided anew at each reading.
 */
export class Revealing {
  constructor(private readonly kept?: { readonly keys: PersonKeys; readonly erasures: Pick<Erasures, 'carryOut'> }) {}

  /**
   * Changes the rows in place.
   * @returns true when a personal text was opened: the answer may be kept nowhere
   */
  async reveal(rows: unknown, { inside, language }: Audience): Promise<boolean> {
    const persons = new Set<string>();
    const isMarked = Array.isArray(rows) && rows.filter((row) => noteMarks(row, persons)).length > 0;
    if (!isMarked) return false;
    const keys = inside ? await this.keysOf(persons) : new Map<string, KeptKey>();
    const words = withheld[language];
    let isOpened = false;
    const told = ({ person, text, sealed }: { person: string; text?: string; sealed?: string }): string => {
      if (!inside) return words.hidden;
      const kept = keys.get(person);
      if (kept?.status === 'erased') return words.erased(kept.recordedAt);
      // A mark that came in clear by another way than the command runner is as secret as any.
      const open = text ?? (kept && openText(kept.key, person, sealed!));
      if (open === undefined) return words.unreadable;
      isOpened = true;
      return open;
    };
    for (const row of rows as Record<string, unknown>[])
      for (const [column, value] of Object.entries(row)) {
        const revealed = isPlain(value) ? mapTexts(value, (text) => replaceMarks(text, told)) : value;
        if (revealed !== value) row[column] = revealed;
      }
    return isOpened;
  }

  private async keysOf(persons: ReadonlySet<string>): Promise<ReadonlyMap<string, KeptKey>> {
    if (!this.kept) return new Map();
    await this.kept.erasures.carryOut();
    return this.kept.keys.find(persons);
  }
}

/** Notes the persons marked in a value; true when there is a mark. */
function noteMarks(value: unknown, persons: Set<string>): boolean {
  if (typeof value === 'string') {
    if (!hasMark(value)) return false;
    replaceMarks(value, ({ person }) => (persons.add(person), ''));
    return true;
  }
  if (!isPlain(value) || value === null || typeof value !== 'object') return false;
  // Coordinates: long, and no texts.
  if (Array.isArray(value) && typeof value[0] === 'number') return false;
  let found = false;
  for (const item of Array.isArray(value) ? (value as unknown[]) : Object.values(value)) if (noteMarks(item, persons)) found = true;
  return found;
}

/** Times and bytes hold no texts. */
const isPlain = (value: unknown): boolean => !(value instanceof Date) && !ArrayBuffer.isView(value);
