import { UTC } from './access-trail.js';
import { chained } from './chain.js';
import type { Access, TrailAction, TrailEntry } from './entry.js';
import type { TrailDatabase } from './tables.js';

export interface TrailFilter {
  readonly actor?: string;
  readonly actions?: readonly TrailAction[];
  /** An event, a stream (`site-bridgestone-bethune`), a person or a token. */
  readonly about?: string;
  /** Instants (ISO 8601), inclusive. */
  readonly from?: string;
  readonly to?: string;
}

/** The newest entry: kept elsewhere, it shows later whether all that came before it is still there. */
export interface TrailHead {
  readonly position: number;
  readonly hash: string;
}

/** What is wrong with a trail, at the first entry where it is. */
export interface TrailFinding {
  readonly position: number;
  readonly code: 'MISSING' | 'ALTERED' | 'CUT_OFF' | 'HEAD_DIFFERS';
}

interface Row {
  position: string;
  at: string;
  entry: string;
  hash: string;
}

/** Reads the trail, and checks it. */
export class TrailQueries {
  constructor(private readonly database: Pick<TrailDatabase, 'query'>) {}

  /** Newest first, those below a position. */
  async page({ actor, actions, about, from, to }: TrailFilter, below: number | undefined, limit: number): Promise<readonly TrailEntry[]> {
    const rows = await this.database.query<Row[]>(
      `SELECT position, to_char(recorded_at AT TIME ZONE 'UTC', ${UTC}) AS at, entry, hash FROM trail.entry
       WHERE ($1::text IS NULL OR actor = $1) AND ($2::text[] IS NULL OR action = ANY($2)) AND ($3::text IS NULL OR things @> ARRAY[$3])
         AND ($4::timestamptz IS NULL OR recorded_at >= $4) AND ($5::timestamptz IS NULL OR recorded_at <= $5)
         AND ($6::bigint IS NULL OR position < $6)
       ORDER BY position DESC LIMIT $7`,
      [actor ?? null, actions ?? null, about ?? null, from ?? null, to ?? null, below ?? null, limit],
    );
    return rows.map(entryOf);
  }

  async head(): Promise<TrailHead> {
    const [head] = await this.database.query<{ position: string; hash: string }[]>('SELECT position, hash FROM trail.head');
    return { position: Number(head!.position), hash: head!.hash };
  }

  /**
   * Makes every hash again from the texts.
   * @param kept a head that somebody noted down earlier
   */
  async verify(
    kept?: TrailHead,
  ): Promise<{ readonly entries: number; readonly head: TrailHead; readonly findings: readonly TrailFinding[] }> {
    const [stored] = await this.database.query<{ position: string; hash: string; pruned_position: string; pruned_hash: string }[]>(
      'SELECT position, hash, pruned_position, pruned_hash FROM trail.head',
    );
    const head = { position: Number(stored!.position), hash: stored!.hash };
    let position = Number(stored!.pruned_position);
    let hash = stored!.pruned_hash;
    let entries = 0;
    const wrong = (code: TrailFinding['code'], at: number) => ({ entries, head, findings: [{ position: at, code }] });
    for (;;) {
      const rows = await this.database.query<Row[]>(
        `SELECT position, to_char(recorded_at AT TIME ZONE 'UTC', ${UTC}) AS at, entry, hash FROM trail.entry
         WHERE position > $1 AND position <= $2 ORDER BY position LIMIT 1000`,
        [position, head.position],
      );
      for (const row of rows) {
        if (Number(row.position) !== position + 1) return wrong('MISSING', position + 1);
        position += 1;
        hash = chained(hash, position, row.at, row.entry);
        if (hash !== row.hash) return wrong('ALTERED', position);
        if (kept?.position === position && kept.hash !== hash) return wrong('HEAD_DIFFERS', position);
        entries += 1;
      }
      if (rows.length === 0) break;
    }
    if (position !== head.position || hash !== head.hash) return wrong('CUT_OFF', position + 1);
    if (kept && kept.position > position) return wrong('CUT_OFF', position + 1);
    return { entries, head, findings: [] };
  }
}

const entryOf = ({ position, at, entry, hash }: Row): TrailEntry => ({
  position: Number(position),
  recordedAt: at,
  ...(JSON.parse(entry) as Access),
  hash,
});
