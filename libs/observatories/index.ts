import type { Observatory } from '@app/measuring';
import { conjuncture } from '@observatories/conjuncture';
import { employment } from '@observatories/employment';
import { gis } from '@observatories/gis';
import { proximity } from '@observatories/proximity';
import { tertiary } from '@observatories/tertiary';

/** Every observatory: a new one is a folder and a line here. */
export const observatories: readonly Observatory[] = [conjuncture, proximity, employment, tertiary, gis];

const byKey = new Map(observatories.map((observatory) => [observatory.key, observatory]));

export const observatoryOf = (key: string): Observatory | undefined => byKey.get(key);
