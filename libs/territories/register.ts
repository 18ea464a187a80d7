import { Conditions, knownTo, type Moment, type Reader, type ReadModels } from '@app/projecting';
import type { TerritoryKind } from '@domain/territories';

/** What the register of territories says to a reader at a moment. */
export interface Register {
  readonly territories: ReadonlyMap<string, Registered>;
  /** By territory, in the order they speak of; those without a date first. */
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
}

export interface Registered {
  readonly id: string;
  readonly name: string;
  readonly kind: TerritoryKind;
  readonly code: string | null;
  /** The day it came to be, where its registration says so. */
  readonly founded: string | null;
}

/** Members admitted or withdrawn, from a day on. */
export interface Statement {
  readonly admitted: boolean;
  readonly since: string | null;
  readonly communeCodes: readonly string[];
  readonly memberIds: readonly string[];
}

/**
 * Two queries, whatever is asked next. Territories are looked up by what we know: on the basis of publication too, boundaries are those
 * recorded until now.
 */
export async function readRegister(source: ReadModels, moment: Moment, reader: Reader): Promise<Register> {
  const recorded: Moment = { ...moment, basis: 'recorded', asOf: moment.basis === 'recorded' ? moment.asOf : null };
  const known = knownTo(new Conditions(), recorded, reader);
  const [territories, statements] = await Promise.all([
    source.query<Registered[]>(
      `SELECT t.territory_id AS id, t.name, t.territory_kind AS kind, t.code, t.founded::text FROM rm.territory t WHERE ${known.where}
       ORDER BY t.recorded_from, t.territory_id`,
      known.values,
    ),
    source.query<StatementRecord[]>(
      `SELECT t.territory_id, t.admitted, t.since::text, string_agg(t.commune_code, ' ') AS communes, string_agg(t.member_id, ' ') AS members
       FROM rm.membership t WHERE ${known.where} GROUP BY t.territory_id, t.event_id, t.recorded_from, t.admitted, t.since
       ORDER BY t.since NULLS FIRST, t.recorded_from, t.event_id`,
      known.values,
    ),
  ]);
  const byTerritory = new Map<string, Statement[]>();
  for (const { territory_id: id, admitted, since, communes, members } of statements) {
    const statement = { admitted, since, communeCodes: words(communes), memberIds: words(members) };
    const before = byTerritory.get(id);
    if (before) before.push(statement);
    else byTerritory.set(id, [statement]);
  }
  return { territories: new Map(territories.map((territory) => [territory.id, territory])), statements: byTerritory };
}

interface StatementRecord {
  readonly territory_id: string;
  readonly admitted: boolean;
  readonly since: string | null;
  readonly communes: string | null;
  readonly members: string | null;
}

const words = (text: string | null): readonly string[] => text?.split(' ') ?? [];
