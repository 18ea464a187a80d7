import { date, moment, WrongParameter } from '@app/http';
import type { Moment } from '@app/timeline';
import { EXIT, Exit } from './exit-codes.js';

export interface MomentOptions {
  readonly at?: string;
  readonly asOf?: string;
  readonly published?: boolean;
}

/** The two times of a read, as the command line gives them: by the same rules as the API's parameters. */
export function momentOf({ at, asOf, published }: MomentOptions): Moment {
  return {
    at: at === undefined ? null : read('--at', at, (text) => date('').read(text).latest),
    asOf: asOf === undefined ? null : read('--as-of', asOf, (text) => moment('').read(text)),
    basis: published ? 'publication' : 'recorded',
  };
}

/** A value by the rules of the API's parameters. @throws {Exit} naming the option */
export function read<Value>(option: string, text: string, reading: (text: string) => Value): Value {
  try {
    return reading(text);
  } catch (error) {
    if (!(error instanceof WrongParameter)) throw error;
    throw new Exit(EXIT.usage, `${option} « ${text} » : ${error.says.fr.message} ${error.says.fr.remedy}`);
  }
}
