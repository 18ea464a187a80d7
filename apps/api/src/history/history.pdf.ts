import { dayOf } from '@app/kernel';
import { OPEN_LICENCE, type Line, type Section, type TextDocument } from '@app/exports';
import type { Moment, Reader, Words } from '@app/timeline';
import { HISTORY_TITLE } from './history.table.js';
import { historyWords } from './words.js';
import type { Historian } from './wire.js';

type Told = ReturnType<Historian['version']>;
type Act = NonNullable<Told['broughtBy']>;
type Source = Told['sources'][number];

/** What corrections, disagreements and their settlements say stands beside the facts that they concern. */
const BESIDE = new Set(['FactCorrected', 'FactRetracted', 'FactDisputed', 'DisputeSettled']);

interface Of {
  readonly name: string;
  readonly kindLabel: string;
  readonly versions: readonly Told[];
  readonly moment: Moment;
  readonly reader: Reader;
  readonly words: Words;
}

/** The history of a subject to be read on paper: a part for each fact, its versions in order, then the documents it relies on. */
export function historyDocument({ name, kindLabel, versions, moment, reader, words }: Of): TextDocument {
  const { language } = words;
  const told = new Teller(words);
  const facts = new Map<string, Told[]>();
  for (const version of versions) if (!BESIDE.has(version.type)) facts.set(version.id, [...(facts.get(version.id) ?? []), version]);
  const { pdf } = historyWords(language);
  const sources = sourcesOf(versions);
  const colon = language === 'fr' ? '\u00a0: ' : ': ';
  return {
    title: `${HISTORY_TITLE[language]}${colon}${name}`,
    subtitle: [kindLabel, told.moment(moment), reader.seesAll ? pdf.notPublic : OPEN_LICENCE.name].join(' · '),
    language,
    dated: new Date(versions.at(-1)?.recordedAt ?? 0),
    foot: `${name} · ${told.moment(moment)}`,
    sections: [
      { level: 1, heading: pdf.facts, lines: [] },
      ...[...facts.values()].map((same) => told.fact(same)),
      { level: 1, heading: pdf.sources, lines: sources.map((source) => told.document(source)) },
    ],
  };
}

class Teller {
  constructor(private readonly words: Words) {}

  moment({ at, asOf, basis }: Moment): string {
    const { pdf } = historyWords(this.words.language);
    const asked = [
      at === null ? null : pdf.trueBy(this.day(at)),
      asOf === null ? pdf.knownNow : pdf.knownBy(this.day(dayOf(new Date(asOf)))),
    ];
    return [...asked, basis === 'publication' ? this.words.basis(basis) : null].filter(Boolean).join(', ');
  }

  fact(versions: readonly Told[]): Section {
    const last = versions.at(-1)!;
    const heading = [last.occurred?.text, last.sentence].filter(Boolean).join(' · ');
    return { level: 2, heading, lines: versions.flatMap((version) => this.version(version, versions.length > 1)) };
  }

  document({ id, title, publisher, date, url }: Source): Line {
    return { label: `${title ?? id}. `, text: [publisher, date?.text, url].filter(Boolean).join(', ') || id };
  }

  private version(version: Told, isOneOfSeveral: boolean): Line[] {
    const { pdf } = historyWords(this.words.language);
    const { decidedBy, sources, reason, exception, changes, broughtBy, endedBy, disagreements, recordedBy, onBehalfOf, reach } = version;
    const by = recordedBy === undefined ? '' : ` (${[recordedBy, onBehalfOf].filter(Boolean).join(', ')})`;
    return [
      ...(isOneOfSeveral ? [{ label: pdf.version, text: `${version.sentence} (${version.standing.label})` }] : []),
      ...(decidedBy.length > 0 ? [{ label: pdf.decidedBy, text: decidedBy.map(({ name }) => name).join(', ') }] : []),
      { label: pdf.recorded, text: `${this.instant(version.recordedAt)}${by}` },
      ...(sources.length > 0 ? [{ label: pdf.source, text: sources.map(cited).join(' ; ') }] : []),
      ...(reason ? [{ label: pdf.reason, text: reason }] : []),
      ...(exception ? [{ label: pdf.exception, text: exception.reason }] : []),
      ...(broughtBy ? [this.act(pdf.corrected, broughtBy)] : []),
      ...changes.map(({ label, before, after }) => ({ label: `${label}${pdf.colon}`, text: `${before ?? '—'} → ${after ?? '—'}` })),
      ...(endedBy && version.standing.code === 'withdrawn' ? [this.act(pdf.withdrawn, endedBy)] : []),
      ...disagreements.flatMap((one) => [
        { label: pdf.disagreement, text: [one.about, one.reason].filter(Boolean).join(' ; ') },
        ...(one.settlement
          ? [
              {
                label: pdf.settled,
                text: [one.settlement.decidedBy, one.settlement.occurred?.text, one.settlement.reason].filter(Boolean).join(', '),
              },
            ]
          : []),
      ]),
      ...(reach ? [{ label: pdf.reach, text: reach.text }] : []),
    ];
  }

  private act(label: string, { recordedAt, reason, sources }: Act): Line {
    return { label, text: [this.instant(recordedAt), reason, sources.map(cited).join(' ; ')].filter(Boolean).join(', ') };
  }

  private day(day: string): string {
    return this.words.date({ edtf: day });
  }

  private instant(instant: string): string {
    return this.day(dayOf(new Date(instant)));
  }
}

const cited = ({ id, title, publisher, locator }: Source): string => [title ?? id, publisher, locator].filter(Boolean).join(', ');

function sourcesOf(versions: readonly Told[]): Source[] {
  const known = new Map<string, Source>();
  for (const { sources, broughtBy, endedBy, disagreements } of versions)
    for (const { sources: some } of [
      { sources },
      broughtBy,
      endedBy,
      ...disagreements,
      ...disagreements.map((one) => one.settlement),
    ].filter((one) => one !== null))
      for (const source of some) known.set(source.id, source);
  return [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
