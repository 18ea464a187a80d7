import type { Observatory } from '@app/measuring';
import { conjuncture } from '@observatories/conjuncture';
import { employment } from '@observatories/employment';

/** Every observatory: a new one is a folder and a line here. */
export const observatories: readonly Observatory[] = [conjuncture, employment];

const byKey = new Map(observatories.map((observatory) => [observatory.key, observatory]));

export const observatoryOf = (key: string): Observatory | undefined => byKey.get(key);
