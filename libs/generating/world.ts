import { PUBLIC, type EventMap, type Occurred } from '@app/kernel';
import type { Commune } from '@app/reference';
import { createHash } from 'node:crypto';
import { dated, fieldsOf, millisecondsOf, workingDay, type Day } from './calendar.js';
import { Chance } from './chance.js';
import { LandAccounts } from './institutions/land-accounts.js';
import { Programmes } from './institutions/programmes.js';
import type { Places } from './places.js';
import { subject, type CorrectionData, type EventsByKind, type Kind, type Life, type Manner, type Subject, type Told } from './subjects.js';
import { PRESS } from './words.js';

/** An event as an export tells it. */
export interface GeneratedEvent {
  readonly streamId: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly meta: string;
}

export interface OpenedProject {
  readonly projectId: string;
  readonly name: string;
  readonly commune: Commune;
}

/** Its hour is known when all of the day is written. */
type Written = { -readonly [Field in keyof GeneratedEvent]: GeneratedEvent[Field] };

const OPENING = 7 * 3_600_000_000;
const OFFICE_HOURS = 10 * 3_600_000_000;

/** The days of the history, who is to be written about on each, and what was written today. */
export class World {
  /** The day that is being written. */
  today: Day;
  private readonly agenda = new Map<Day, Life[]>();
  private written: Written[] = [];
  private lives = 0;
  private documents = 0;
  private readonly latest = new Map<string, string>();
  readonly programmes = new Programmes();
  readonly landAccounts = new LandAccounts();
  /** Some of the projects that opened lately, for juries to look at. */
  readonly opened: OpenedProject[] = [];

  constructor(
    private readonly seed: number,
    readonly places: Places,
    start: Day,
    private readonly end: Day,
  ) {
    this.today = start;
  }

  /** Numbers for one more life. */
  chance(): Chance {
    return new Chance(this.seed, ++this.lives);
  }

  begin(life: Life): void {
    this.advance(life);
  }

  /** Lives the lives of today; answers what was written, with the hours it was recorded at, and goes to the next day. */
  live(): GeneratedEvent[] {
    // Lives that begin today may be written about today: the list grows while it is read.
    for (const life of this.livesOn(this.today)) this.advance(life);
    this.agenda.delete(this.today);
    const { written } = this;
    this.written = [];
    const { iso } = fieldsOf(this.today);
    this.today += 1;
    for (let order = 0; order < written.length; order++)
      written[order]!.recordedAt = `${iso}T${clock(OPENING + Math.floor((OFFICE_HOURS * order) / written.length))}Z`;
    return written;
  }

  tell<K extends Kind, Type extends keyof EventsByKind[K] & string>(
    about: Subject<K>,
    type: Type,
    data: EventsByKind[K][Type],
    manner: Manner,
    chance: Chance,
  ): Told {
    return this.write(about, type, data as object, manner, chance);
  }

  /** A claim, correction, retraction, dispute or settlement. */
  tellOf<Type extends keyof CorrectionData & string>(
    about: Subject,
    type: Type,
    data: CorrectionData[Type],
    manner: Manner,
    chance: Chance,
  ): Told {
    return this.write(about, type, data, manner, chance);
  }

  /** A document of the region: often the last one, which tells of several things. */
  document(commune: Commune, chance: Chance, fresh = 0.15): string {
    const { regionCode } = commune;
    const last = this.latest.get(regionCode);
    if (last !== undefined && !chance.happens(fresh)) return last;
    const about = subject('source', `doc-${(++this.documents).toString(36)}`);
    const official = chance.happens(0.3);
    const { year } = fieldsOf(this.today);
    const data = official
      ? { title: `Bilan économique ${year}, région ${regionCode}`, sourceKind: 'report' as const, publisher: 'Observatoire régional' }
      : { title: `Entreprises : ce qui change à ${commune.name}`, sourceKind: 'press-article' as const, publisher: chance.of(PRESS) };
    this.write(about, 'SourceRegistered', data, { on: this.today - chance.between(0, 20), sources: [] }, chance);
    this.latest.set(regionCode, about.id);
    return about.id;
  }

  private advance(life: Life): void {
    const next = life.next();
    if (next.done) return;
    const day = workingDay(Math.max(next.value, this.today));
    if (day < this.end) this.livesOn(day).push(life);
  }

  private livesOn(day: Day): Life[] {
    let lives = this.agenda.get(day);
    if (!lives) this.agenda.set(day, (lives = []));
    return lives;
  }

  private write(about: Subject, type: string, data: EventMap, manner: Manner, chance: Chance): Told {
    const { on, sources, visibility = PUBLIC, reason, exception } = manner;
    const occurred = manner.occurred !== undefined ? manner.occurred : on === undefined ? null : dated(on, chance);
    const eventId = chance.uuid(millisecondsOf(this.today) + this.written.length);
    const commandId = chance.uuid();
    const text = JSON.stringify(data);
    const meta = {
      occurred,
      sources: sources.map((documentId) => ({ documentId })),
      recordedBy: `officer-${(about.id.length * 7) % 97}`,
      ...(reason !== undefined && { reason }),
      ...(exception !== undefined && { exception }),
      visibility,
      commandId,
      commandHash: createHash('sha256').update(about.streamId).update(text).digest('hex'),
      correlationId: commandId,
      causationId: commandId,
      // No secret: whoever has the seed has it.
      nonce: chance.hex(),
    };
    this.written.push({
      streamId: about.streamId,
      revision: about.revision++,
      recordedAt: '',
      eventId,
      type,
      schemaVersion: 1,
      data: text,
      meta: JSON.stringify(meta),
    });
    return { eventId, type, data, occurred, sources, visibility };
  }
}

/** The time of day, of microseconds since midnight. */
function clock(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  const part = (value: number, digits = 2) => String(value).padStart(digits, '0');
  return `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}.${part(microseconds % 1_000_000, 6)}`;
}

/** The date of a thing told again, as its first telling had it. */
export const sameDay = ({ occurred }: Told): { readonly occurred: Occurred | null } => ({ occurred });
