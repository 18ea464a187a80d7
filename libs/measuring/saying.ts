import type { EffectiveFact, Naf } from '@app/kernel';
import { rev2SectionOf } from '@app/reference';

/** What every payload means by the same field, read without knowing the event. */
export interface Saying {
  readonly name: string | null;
  readonly communeCode: string | null;
  readonly territoryIds: readonly string[];
  readonly theme: string | null;
  readonly sector: string | null;
  /** Section of the NAF rev. 2, a letter. */
  readonly naf: string | null;
}

const NONE: readonly string[] = [];

export function sayingOf({ data }: Pick<EffectiveFact, 'data'>): Saying {
  return {
    name: text(data.name) ?? text(data.title),
    communeCode: text(data.communeCode),
    territoryIds: territoriesOf(data),
    theme: text(data.theme),
    sector: text(data.sector),
    naf: data.naf === undefined ? null : (rev2SectionOf(data.naf as Naf) ?? null),
  };
}

function territoriesOf({ territoryIds, to, territoryId }: Record<string, unknown>): readonly string[] {
  if (territoryIds === undefined && to === undefined && territoryId === undefined) return NONE;
  return [...list(territoryIds), ...list(to), ...(typeof territoryId === 'string' ? [territoryId] : NONE)];
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []);
