import { dayOf } from '@app/kernel';
import type { Selection } from '../reading.js';
import { today, type Parameters } from './parameters.js';
import type { Question } from './question.js';

/** Which rows of an alias the reader knows at the moment. */
export function known(alias: string, { moment, reader }: Pick<Question, 'moment' | 'reader'>, parameters: Parameters): string {
  const { asOf, basis } = moment;
  if (basis === 'publication') {
    const by = asOf === null ? today(parameters) : parameters.bind(dayOf(new Date(asOf)), 'date');
    const visible = reader.seesAll ? '' : ` AND ${alias}.visible_from <= now()`;
    const seen = reader.seesAll ? '' : ' AND p.visible_from <= now()';
    return `${alias}.recorded_to IS NULL${visible} AND EXISTS (SELECT 1 FROM rm.publication p WHERE p.document_id = ANY(${alias}.source_ids) AND p.recorded_to IS NULL AND p.latest <= ${by}${seen})`;
  }
  const then = asOf === null ? 'now()' : parameters.bind(asOf, 'timestamptz');
  return `${alias}.${reader.seesAll ? 'recorded_from' : 'visible_from'} <= ${then} AND (${alias}.recorded_to IS NULL OR ${alias}.recorded_to > ${then})`;
}

/** A look-up inside a query is by what we know: publication dates choose facts only. */
export const knownAsRecorded = (alias: string, { moment, reader }: Pick<Question, 'moment' | 'reader'>, parameters: Parameters): string =>
  known(alias, { reader, moment: moment.basis === 'recorded' ? moment : { ...moment, basis: 'recorded', asOf: null } }, parameters);

/** What a fact says itself, or the one it is part of; else the last its subject said. */
const said = (column: string, { selection, question, parameters }: Asked): string =>
  `coalesce(${own(column, selection)}, (SELECT s.${column} FROM rm.subject s WHERE s.stream_id = ${stream(selection)} AND s.${column} IS NOT NULL AND ${knownAsRecorded('s', question, parameters)} ORDER BY s.revision DESC LIMIT 1))`;

const INHERITED = ['theme', 'sector', 'naf'] as const;
const SUFFIXED = [...INHERITED, 'category'] as const;

interface Asked {
  readonly selection: Selection;
  readonly question: Question;
  readonly parameters: Parameters;
}

const own = (column: string, { of }: Selection): string => (of ? `coalesce(t.${column}, w.${column})` : `t.${column}`);
const code = ({ of }: Selection): string =>
  of ? `CASE WHEN t.commune_code IS NULL AND t.territory_ids = '{}' THEN w.commune_code ELSE t.commune_code END` : 't.commune_code';
const namesNone = ({ of }: Selection): string =>
  of ? `t.territory_ids = '{}' AND coalesce(w.territory_ids, '{}') = '{}'` : `t.territory_ids = '{}'`;
const ids = ({ of }: Selection): string =>
  of
    ? `CASE WHEN t.territory_ids = '{}' AND t.commune_code IS NULL THEN coalesce(w.territory_ids, '{}') ELSE t.territory_ids END`
    : 't.territory_ids';
/** The subject whose place and activity count: of a payment that of its aid, not the programme. */
const stream = ({ of }: Selection): string =>
  of
    ? `coalesce(w.place_stream, CASE WHEN w.event_id IS NULL THEN t.place_stream END, t.stream_id)`
    : 'coalesce(t.place_stream, t.stream_id)';

/** The rows of the table, each with the one it is part of as `w`. */
function rowsSql({ selection: { of }, question, parameters }: Asked): string {
  const rows = `rm.${question.table}`;
  if (!of) return `${rows} t`;
  return `${rows} t LEFT JOIN LATERAL (SELECT o.* FROM ${rows} o WHERE o.stream_id = t.stream_id AND o.measure = ${parameters.bind(of, 'text')} AND o.claim = t.belongs
    AND ${knownAsRecorded('o', question, parameters)} ORDER BY o.rank, o.revision DESC LIMIT 1) w ON true`;
}

/**
 * A query for the rows of a selection in the territory, known at the moment: all columns, with the place, theme and activity that a fact has
 * from its subject as `place`, `place_ids`, `theme_`, `sector_`, `naf_`, and its category as `category_`. `when` limits `t` in time. Its
 * branches have nothing in common: what names its municipality, what names a territory, and what has its place from its subject, its own or
 * another one.
 */
export function factsSql(selection: Selection, question: Question, parameters: Parameters, when: string): string {
  const { scope } = question;
  const asked = { selection, question, parameters };
  const inherited = [
    ...INHERITED.map((column) => `${isAsked(column, selection, question) ? said(column, asked) : own(column, selection)} AS ${column}_`),
    `${own('category', selection)} AS category_`,
    `${stream(selection)} AS place_stream_`,
  ];
  const columns = (place: string, places: string) =>
    `SELECT t.*, ${place} AS place, ${places} AS place_ids, ${inherited.join(', ')} FROM ${rowsSql(asked)}`;
  const chosen = `${chosenBy(selection, question, parameters)} AND (${when})`;
  if (scope.everywhere) return `${everywhere(asked, columns)} WHERE ${chosen}`;
  const place = code(selection);
  const unplaced = `${place} IS NULL`;
  const subjects = subjectsSql(question, parameters);
  const ofSubject = (same: string) =>
    `${belonging(asked, 'l.commune_code', `${columns('l.commune_code', 'l.territory_ids')} JOIN (${subjects}) l ON ${same}`)} AND ${unplaced} AND ${namesNone(selection)} AND ${chosen} AND ${areUnplaced(asked, chosen)}`;
  return [
    `${belonging(asked, place, columns(place, ids(selection)))} AND ${chosen}`,
    `${columns(place, ids(selection))} WHERE ${unplaced} AND ${ids(selection)} && ${parameters.bind(scope.territoryIds, 'text[]')} AND ${chosen}`,
    // Each with an index of its own; both in one would have none.
    ...(selection.of
      ? [`l.stream_id = ${stream(selection)}`]
      : ['l.stream_id = t.stream_id AND t.place_stream IS NULL', 'l.stream_id = t.place_stream']
    ).map(ofSubject),
  ].join(' UNION ALL ');
}

/**
 * That there are such facts at all without a place of their own. Of many measures there is none: one look at an index then saves looking for them
 * at every subject of the territory.
 */
function areUnplaced({ selection, question }: Asked, chosen: string): string {
  // What is part of another row has its place from that one: only the reading itself can tell.
  if (selection.of) return 'true';
  // In the order of its index: of an EXISTS, PostgreSQL takes it that one is soon met in the table, and reads all of it where there is none.
  return `(SELECT true FROM rm.${question.table} t WHERE t.commune_code IS NULL AND t.territory_ids = '{}' AND ${chosen} ORDER BY t.measure, t.day_from LIMIT 1)`;
}

/** Where everything counts, a subject's place is looked up only to tell the parts of the territory apart. */
function everywhere({ selection, question, parameters }: Asked, columns: (place: string, ids: string) => string): string {
  const place = code(selection);
  if (!question.by.includes('territory')) return columns(place, ids(selection));
  return `${columns(`coalesce(${place}, l.commune_code)`, `coalesce(l.territory_ids, ${ids(selection)})`)}
    LEFT JOIN LATERAL (SELECT s.commune_code, s.territory_ids FROM rm.subject s WHERE ${place} IS NULL AND ${namesNone(selection)} AND s.stream_id = ${stream(selection)} AND s.places AND ${knownAsRecorded('s', question, parameters)} ORDER BY s.revision DESC LIMIT 1) l ON true`;
}

/** Subjects that are in the territory by the last word on their place; on boundaries of the time, wherever they may have been in it. */
function subjectsSql(question: Question, parameters: Parameters): string {
  const codes = parameters.bind(codesOf(question), 'text[]');
  const ids = parameters.bind(question.scope.territoryIds, 'text[]');
  return `SELECT s.stream_id, s.commune_code, s.territory_ids FROM rm.subject s
    WHERE (s.commune_code = ANY(${codes}) OR s.commune_code IS NULL AND s.territory_ids && ${ids}) AND ${knownAsRecorded('s', question, parameters)}
      AND NOT EXISTS (SELECT 1 FROM rm.subject n WHERE n.stream_id = s.stream_id AND n.places AND n.revision > s.revision AND ${knownAsRecorded('n', question, parameters)})`;
}

/** Rows of `from` whose municipality belongs to the territory, on the fact's own day where membership has its days. */
function belonging({ question, parameters }: Asked, code: string, from: string): string {
  const { members, territoryIds } = question.scope;
  const always = members.every((member) => member.from === null && member.to === null);
  const named = code !== 'l.commune_code' ? '' : ` OR ${code} IS NULL AND l.territory_ids && ${parameters.bind(territoryIds, 'text[]')}`;
  if (always) return `${from} WHERE (${code} = ANY(${parameters.bind(codesOf(question), 'text[]')})${named})`;
  const [codes, since, until] = membershipOf(question).map((values, index) => parameters.bind(values, index === 0 ? 'text[]' : 'date[]'));
  // What has no date is taken to be of today.
  const day = `coalesce(t.day, ${today(parameters)})`;
  return `${from} WHERE (EXISTS (SELECT 1 FROM unnest(${codes}, ${since}, ${until}) AS m(code, since, until)
    WHERE m.code = ${code} AND (m.since IS NULL OR m.since <= ${day}) AND (m.until IS NULL OR m.until > ${day}))${named}) AND (${code} = ANY(${parameters.bind(codesOf(question), 'text[]')})${named})`;
}

const memo = new WeakMap<object, { codes: string[]; membership: [string[], (string | null)[], (string | null)[]] }>();

function tablesOf({ scope }: Question) {
  let tables = memo.get(scope);
  if (!tables) {
    const { members } = scope;
    const codes = [...new Set(members.map(({ communeCode }) => communeCode))];
    tables = {
      codes,
      membership: [members.map(({ communeCode }) => communeCode), members.map(({ from }) => from), members.map(({ to }) => to)],
    };
    memo.set(scope, tables);
  }
  return tables;
}
const codesOf = (question: Question) => tablesOf(question).codes;
const membershipOf = (question: Question) => tablesOf(question).membership;

const isAsked = (column: (typeof INHERITED)[number], selection: Selection, { by, filter }: Question): boolean =>
  by.includes(column) || filter?.[column] !== undefined || (column === 'naf' && selection.naf !== undefined);

function chosenBy({ measure, status, category, unit, of }: Selection, question: Question, parameters: Parameters): string {
  const texts = [`t.measure = ${parameters.bind(measure, 'text')}`, known('t', question, parameters), audience('t', question, parameters)];
  if (status) texts.push(`t.status = ${parameters.bind(status, 'text')}`);
  if (unit) texts.push(`t.unit = ${parameters.bind(unit, 'text')}`);
  if (category && !of) texts.push(`t.category = ANY(${parameters.bind(category, 'text[]')})`);
  if (question.recordedBy !== undefined) texts.push(`t.first_recorded <= ${parameters.bind(question.recordedBy, 'timestamptz')}`);
  return texts.join(' AND ');
}

/** Conditions on what a fact has from its subject: they come after the branches. */
export function filterSql({ naf, category, of }: Selection, { filter }: Question, parameters: Parameters): string {
  const texts = ['true'];
  if (naf) texts.push(`naf_ = ANY(${parameters.bind(naf, 'text[]')})`);
  if (category && of) texts.push(`category_ = ANY(${parameters.bind(category, 'text[]')})`);
  for (const [name, value] of Object.entries(filter ?? {})) {
    if (value === undefined) continue;
    const bound = parameters.bind(value, 'text');
    if (name === 'subject') texts.push(`(stream_id = ${bound} OR place_stream_ = ${bound})`);
    else texts.push(`${(SUFFIXED as readonly string[]).includes(name) ? `${name}_` : name} = ${bound}`);
  }
  return texts.join(' AND ');
}

/**
 * The rows meant for this reader. Of people the public sees groups of five or more, the smaller ones put together in their place; and when a
 * correction made or unmade a small group, nothing of that event from then on: the two versions side by side would tell it.
 */
export function audience(alias: string, { reader, people, table }: Question, parameters: Parameters): string {
  if (!people) return 'true';
  if (reader.seesAll) return `${alias}.audience <> ${parameters.bind('public', 'text')}`;
  const rows = `rm.${table}`;
  return `${alias}.audience <> ${parameters.bind('insiders', 'text')} AND NOT (
    EXISTS (SELECT 1 FROM ${rows} v WHERE v.event_id = ${alias}.event_id AND v.recorded_from < ${alias}.recorded_from)
    AND EXISTS (SELECT 1 FROM ${rows} v WHERE v.event_id = ${alias}.event_id AND v.recorded_from <= ${alias}.recorded_from AND v.audience = 'public'))`;
}
