import { dayOf } from '@app/kernel';
import { type Dimension, type Question, type Reading, type Selection } from '@app/measuring';
import { comesFirst, contradictions, isRival, Knowledge, streamOf, type SlowRow } from './knowledge.js';

// Every figure again, slowly, from the raw events: nothing here knows the tables or their queries.

export interface SlowCell {
  readonly key: Record<string, string | null>;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly facts: number;
}

interface Share {
  readonly row: SlowRow;
  readonly key: Record<string, string | null>;
  readonly share: Exact;
  readonly low: Exact;
  readonly high: Exact;
}

/** Hundredths, in whole numbers: nothing is lost to binary fractions. Values of the histories have two decimals at most. */
type Exact = bigint;
const exact = (value: number): Exact => BigInt(Math.round(value * 100));
const plain = (value: Exact): number => Number(value) / 100;

export function slowly(reading: Reading, question: Question, knowledge: Knowledge): SlowCell[] {
  switch (reading.kind) {
    case 'ratio':
    case 'difference': {
      const [a, b] =
        reading.kind === 'ratio' && reading.among
          ? matched(reading.of, reading.per, reading.among, question, knowledge)
          : [slowly(reading.of, question, knowledge), slowly(reading.kind === 'ratio' ? reading.per : reading.minus, question, knowledge)];
      const keys = [...new Map([...a, ...b].map((cell) => [JSON.stringify(cell.key), cell.key])).values()];
      const of = (cells: SlowCell[], key: object) => cells.find((cell) => JSON.stringify(cell.key) === JSON.stringify(key));
      return keys.map((key) => {
        const [x, y] = [of(a, key), of(b, key)];
        const facts = (x?.facts ?? 0) + (y?.facts ?? 0);
        if (reading.kind === 'difference') {
          const less = (p?: number | null, q?: number | null) => (p ?? 0) - (q ?? 0);
          return { key, value: less(x?.value, y?.value), low: less(x?.low, y?.high), high: less(x?.high, y?.low), facts };
        }
        const { scale = 1 } = reading;
        const over = (p: number | null, q?: number | null) => (p === null || !q ? null : (p / q) * scale);
        const zero = { value: 0, low: 0, high: 0 };
        return {
          key,
          value: over((x ?? zero).value, y?.value),
          low: over((x ?? zero).low, y?.high),
          high: over((x ?? zero).high, y?.low),
          facts,
        };
      });
    }
    case 'per-inhabitants':
      return slowly(reading.of, question, knowledge).map((cell) => {
        const { population } = question.by.includes('territory')
          ? (question.parts!.find(({ key }) => key === cell.key.territory) ?? { population: null })
          : question.scope;
        const per = (value: number | null) => (value === null || !population ? null : (value / population) * reading.inhabitants);
        return { ...cell, value: per(cell.value), low: per(cell.low), high: per(cell.high) };
      });
    case 'communes-without':
      return communesWithout(reading.facts, question, knowledge);
    case 'duration':
      return durations(reading, question, knowledge);
    default:
      return cellsOf(reading, sharesOf(reading, question, knowledge));
  }
}

/** Both sides of a ratio, of those alone that have a denominator. */
function matched(of: Reading, per: Reading, among: Dimension, question: Question, knowledge: Knowledge): [SlowCell[], SlowCell[]] {
  const apart = question.by.includes(among) ? question : { ...question, by: [...question.by, among] };
  const [all, dividing] = [slowly(of, apart, knowledge), slowly(per, apart, knowledge)];
  const keys = dividing.map(({ key }) => JSON.stringify(key));
  const counting = all.filter(({ key }) => keys.includes(JSON.stringify(key)));
  if (apart === question) return [counting, dividing];
  const added = (cells: SlowCell[]) =>
    grouped(cells.map((cell) => ({ ...cell, key: Object.fromEntries(question.by.map((by) => [by, cell.key[by]!])) }))).map(
      ([key, group]): SlowCell => {
        const sum = (name: 'value' | 'low' | 'high' | 'facts') => group.reduce((total, cell) => total + (cell[name] ?? 0), 0);
        return { key, value: sum('value'), low: sum('low'), high: sum('high'), facts: sum('facts') };
      },
    );
  return [added(counting), added(dividing)];
}

/** Of each series the last value; of several series none. */
function observed(key: SlowCell['key'], group: readonly Share[]): SlowCell {
  const order = ({ row: { day, revision, ordinal } }: Share) => [day ?? '', revision, ordinal];
  const last = new Map([...group].sort((a, b) => compare(order(a), order(b))).map((share) => [share.row.category, share]));
  const facts = new Set([...last.values()].map(({ row }) => row.eventId)).size;
  const [only, another] = last.values();
  if (another) return { key, value: null, low: null, high: null, facts };
  return { key, value: plain(only!.share), low: plain(only!.low), high: plain(only!.high), facts };
}

function cellsOf(reading: Reading, shares: readonly Share[]): SlowCell[] {
  return grouped(shares).map(([key, group]) => {
    const facts = new Set(group.filter(({ share }) => share !== 0n).map(({ row }) => row.eventId)).size;
    if (reading.kind === 'observed') return observed(key, group);
    if (reading.kind === 'level' && reading.of === 'share') {
      const one = new Set(group.map(({ row }) => row.streamId)).size === 1;
      const values = (name: 'share' | 'low' | 'high') => group.map((share) => plain(share[name]));
      return {
        key,
        value: one ? Math.max(...values('share')) : null,
        low: Math.min(...values('low')),
        high: Math.max(...values('high')),
        facts,
      };
    }
    const sum = (name: 'share' | 'low' | 'high') => plain(group.reduce((total, share) => total + share[name], 0n));
    return { key, value: sum('share'), low: sum('low'), high: sum('high'), facts };
  });
}

function grouped<Of extends { readonly key: object }>(shares: readonly Of[]): [Record<string, string | null>, Of[]][] {
  const groups = new Map<string, Of[]>();
  for (const share of shares) groups.set(JSON.stringify(share.key), [...(groups.get(JSON.stringify(share.key)) ?? []), share]);
  return [...groups].map(([key, group]) => [JSON.parse(key) as Record<string, string | null>, group]);
}

/** Rows of a selection in the territory that count among their rivals. */
function rowsIn(selection: Selection, question: Question, knowledge: Knowledge): SlowRow[] {
  const { of } = selection;
  const rows = of ? knowledge.rows.map((row) => knowledge.partOf(row, of)) : knowledge.rows;
  return rows.filter((row) => isChosen(row, selection, question, knowledge) && isInside(row, question.scope, knowledge));
}

function isChosen(
  row: SlowRow,
  { measure, status, category, naf, unit }: Selection,
  { filter = {} }: Question,
  knowledge: Knowledge,
): boolean {
  if (row.measure !== measure || (status && row.status !== status) || (unit && row.unit !== unit)) return false;
  if (category && !category.includes(attributeOf(row, 'category', knowledge) ?? '')) return false;
  if (naf && !naf.includes(knowledge.said(row, 'naf') ?? '')) return false;
  return Object.entries(filter).every(([name, value]) =>
    name === 'subject' ? [row.streamId, streamOf(row)].includes(value) : attributeOf(row, name, knowledge) === value,
  );
}

function attributeOf(row: SlowRow, name: string, knowledge: Knowledge): string | null {
  if (name === 'category') return row.category ?? row.whole?.category ?? null;
  return name === 'theme' || name === 'sector' || name === 'naf' ? knowledge.said(row, name) : (row[name as 'status'] ?? null);
}

function isInside(row: SlowRow, { everywhere, members, territoryIds }: Question['scope'], knowledge: Knowledge): boolean {
  if (everywhere) return true;
  const place = knowledge.placeOf(row);
  if (place.communeCode === null) return place.territoryIds.some((id) => territoryIds.includes(id));
  const day = row.day ?? dayOf(new Date());
  return members.some(({ communeCode, from, to }) => communeCode === place.communeCode && (from ?? '') <= day && (to ?? '9') > day);
}

function sharesOf(reading: Extract<Reading, { facts: Selection }>, asked: Question, knowledge: Knowledge): Share[] {
  const question = reading.kind === 'observed' ? exactly(asked) : asked;
  const rows = rowsIn(reading.facts, question, knowledge);
  return reading.kind === 'level' ? levels(reading, rows, question, knowledge) : flows(reading, rows, question, knowledge);
}

function exactly(question: Question): Question {
  const only = <Of extends Question['scope']>(of: Of): Of => ({ ...of, everywhere: false, members: [], territoryIds: of.self });
  const parts = question.parts?.map(only);
  const ids = question.by.includes('territory') ? parts!.flatMap(({ self }) => self) : question.scope.self;
  return { ...question, parts, scope: { ...only(question.scope), territoryIds: ids } };
}

const windowOf = ({ from, to, moment: { at } }: Question) => ({ from, to: [to, at].filter((day) => day !== null).sort()[0] ?? null });
const timeOf = ({ by }: Question) =>
  by.find((one): one is 'year' | 'quarter' | 'month' => one === 'year' || one === 'quarter' || one === 'month');

function flows(reading: Reading, rows: readonly SlowRow[], question: Question, knowledge: Knowledge): Share[] {
  const { from, to } = windowOf(question);
  const time = timeOf(question);
  return rows
    .filter((row) => !knowledge.rows.some((other) => isRival(row, other) && comesFirst(row, other)))
    .flatMap((row) => {
      const { value, low, high } = row.value === null ? { value: 0, low: 0, high: 0 } : contradictions(row, knowledge);
      const all = { row, share: exact(value), low: exact(low), high: exact(high) };
      if (row.dayFrom === null) return from === null && to === null ? [{ ...all, key: keyOf(row, null, question, knowledge) }] : [];
      return daysBetween(row.dayFrom, row.dayTo!)
        .filter((day) => (from === null || day >= from) && (to === null || day <= to))
        .map((day) => (time ? periodOf(time, day) : 'all'))
        .filter((period, index, periods) => periods.indexOf(period) === index)
        .flatMap((period) => {
          const inside = (day: string) =>
            (from === null || day >= from) && (to === null || day <= to) && (!time || periodOf(time, day) === period);
          if (reading.kind === 'observed' && !inside(row.day!)) return [];
          const share =
            reading.kind === 'sum'
              ? (amount: number) => spread(amount, row, inside)
              : (amount: number) => (inside(row.day!) ? exact(amount) : 0n);
          return {
            row,
            key: keyOf(row, time ? period : null, question, knowledge),
            share: share(value),
            low: share(low),
            high: share(high),
          };
        });
    });
}

/** Cumulated amounts are rounded, half away from zero, and what falls between two of them is a share; all of a fact is exactly the fact. */
function spread(amount: number, { dayFrom, dayTo }: SlowRow, inside: (day: string) => boolean): Exact {
  const days = daysBetween(dayFrom!, dayTo!);
  const flags = days.map(inside);
  const [first, last] = [flags.indexOf(true), flags.lastIndexOf(true)];
  const n = BigInt(days.length);
  const until = (count: number): Exact => {
    if (count === days.length) return exact(amount);
    const scaled = exact(Math.abs(amount)) * BigInt(count);
    const rounded = (2n * scaled + n) / (2n * n);
    return amount < 0 ? -rounded : rounded;
  };
  return until(last + 1) - until(first);
}

function levels(reading: Extract<Reading, { kind: 'level' }>, rows: readonly SlowRow[], question: Question, knowledge: Knowledge): Share[] {
  const { from, to } = windowOf(question);
  const time = timeOf(question);
  const horizon = question.by.includes('horizon');
  const series = new Map<string, SlowRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.streamId, row.measure, row.status, row.claim, row.unit, horizon ? horizonOf(row, knowledge) : null]);
    series.set(key, [...(series.get(key) ?? []), row]);
  }
  return [...series.values()].flatMap((said) => {
    const standing = (until: string | null, undated: boolean) => {
      const by = said.filter(({ day }) => (day === null ? undated : until === null || day <= until));
      const order = (row: SlowRow) => [row.day ?? '', -row.rank, row.revision] as const;
      const last = [...by].sort((a, b) => compare(order(a), order(b))).at(-1);
      return last ? by.filter((row) => compare(order(row), order(last)) === 0) : [];
    };
    const shares = (of: readonly SlowRow[], period: string | null) =>
      of.map((row): Share => {
        const { value, low, high } = row.value === null ? { value: 0, low: 0, high: 0 } : contradictions(row, knowledge);
        const [share, least, most] = reading.of === 'count' ? [100n, 100n, 100n] : [exact(value), exact(low), exact(high)];
        return { row, key: keyOf(row, period, question, knowledge), share, low: least, high: most };
      });
    if (!time) return shares(standing(to, to === null && from === null), null);
    const days = said.flatMap(({ day }) => (day === null ? [] : [day])).sort();
    if (days.length === 0) return [];
    const today = dayOf(new Date());
    const end = to ?? today;
    const starts = [from ?? days[0]!, days[0]!].sort().at(-1)!;
    const periods = daysBetween(starts, end).map((day) => periodOf(time, day));
    return [...new Set(periods)].flatMap((period) => {
      const close = [lastDayOf(time, period), ...(to === null ? [] : [to])].sort()[0]!;
      return shares(standing(close, false), period);
    });
  });
}

function durations(
  { from: begins, to: ends, quantile }: Extract<Reading, { kind: 'duration' }>,
  question: Question,
  knowledge: Knowledge,
): SlowCell[] {
  const { from, to } = windowOf(question);
  const time = timeOf(question);
  const pairs = rowsIn(ends, question, knowledge)
    .filter((row) => row.day !== null && (from === null || row.day >= from) && (to === null || row.day <= to))
    .filter((row) => !knowledge.rows.some((other) => isRival(row, other) && comesFirst(row, other)))
    .flatMap((row) => {
      const first = knowledge.rows
        .filter((one) => one.streamId === row.streamId && one.day !== null && isChosen(one, begins, { ...question, filter: {} }, knowledge))
        .sort((a, b) => (a.day! < b.day! ? -1 : a.day! > b.day! ? 1 : a.revision - b.revision))[0];
      if (!first) return [];
      const days = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 86_400_000;
      return [
        {
          row,
          key: keyOf(row, time ? periodOf(time, row.day!) : null, question, knowledge),
          value: days(first.day!, row.day!),
          low: days(first.dayTo!, row.dayFrom!),
          high: days(first.dayFrom!, row.dayTo!),
        },
      ];
    });
  return grouped(pairs).map(([key, group]) => {
    const at = (name: 'value' | 'low' | 'high') =>
      quantileOf(
        group.map((pair) => pair[name]),
        quantile,
      );
    return {
      key,
      value: at('value'),
      low: at('low'),
      high: at('high'),
      facts: new Set(group.filter(({ value }) => value !== 0).map(({ row }) => row.eventId)).size,
    };
  });
}

/** Between the two values around it, in proportion (type 7 of Hyndman and Fan, 1996). */
function quantileOf(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * quantile;
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}

function communesWithout(facts: Selection, question: Question, knowledge: Knowledge): SlowCell[] {
  const told = flows({ kind: 'count', facts }, rowsIn(facts, question, knowledge), question, knowledge).filter(
    ({ row }) => row.value !== 0,
  );
  const sizeOf = (key: Record<string, string | null>) => {
    const of = question.by.includes('territory') ? question.parts!.find((part) => part.key === key.territory) : question.scope;
    return of ? of.communes : null;
  };
  const cells = grouped(told).map(([key, group]) => {
    const communes = new Set(group.flatMap(({ row }) => knowledge.placeOf(row).communeCode ?? [])).size;
    const size = sizeOf(key);
    const value = size === null ? null : size - communes;
    return { key, value, low: value, high: value, facts: new Set(group.map(({ row }) => row.eventId)).size };
  });
  if (question.by.length === 0 && cells.length === 0) return [{ key: {}, value: sizeOf({}), low: sizeOf({}), high: sizeOf({}), facts: 0 }];
  if (question.by.length !== 1 || question.by[0] !== 'territory') return cells;
  const silent = question.parts!.filter(({ key }) => !cells.some((cell) => cell.key.territory === key));
  return [
    ...cells,
    ...silent.map(({ key }) => ({
      key: { territory: key },
      value: sizeOf({ territory: key }),
      low: sizeOf({ territory: key }),
      high: sizeOf({ territory: key }),
      facts: 0,
    })),
  ];
}

function keyOf(row: SlowRow, period: string | null, { by, parts }: Question, knowledge: Knowledge): Record<string, string | null> {
  const of = (dimension: Dimension): string | null => {
    if (dimension === 'year' || dimension === 'quarter' || dimension === 'month') return period;
    if (dimension === 'subject') return row.streamId;
    if (dimension === 'horizon') return horizonOf(row, knowledge);
    if (dimension !== 'territory') return attributeOf(row, dimension, knowledge);
    const { communeCode, territoryIds } = knowledge.placeOf(row);
    const day = row.day ?? dayOf(new Date());
    const inside = parts!.filter(({ members, territoryIds: ids }) =>
      communeCode === null
        ? territoryIds.some((id) => ids.includes(id))
        : members.some((member) => member.communeCode === communeCode && (member.from ?? '') <= day && (member.to ?? '9') > day),
    );
    return communeCode === null && inside.length > 1 ? null : (inside.map(({ key }) => key).sort()[0] ?? null);
  };
  return Object.fromEntries(by.map((dimension) => [dimension, of(dimension)]));
}

function horizonOf(row: SlowRow, knowledge: Knowledge): string | null {
  if (row.horizon !== null) return String(row.horizon);
  const closed = knowledge.rows
    .filter(({ streamId, measure, day }) => streamId === row.streamId && measure === 'closure' && day !== null)
    .map(({ day }) => day!)
    .sort()
    .at(-1);
  if (!closed || row.day === null) return null;
  return String([24, 12, 6].find((months) => row.day! >= monthsLater(closed, months)) ?? 0);
}

function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = Date.parse(first); day <= Date.parse(last); day += 86_400_000) days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}

function periodOf(time: 'year' | 'quarter' | 'month', day: string): string {
  if (time === 'year') return day.slice(0, 4);
  return time === 'month' ? day.slice(0, 7) : `${day.slice(0, 4)}-T${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

function lastDayOf(time: 'year' | 'quarter' | 'month', period: string): string {
  const year = Number(period.slice(0, 4));
  const month = time === 'year' ? 12 : time === 'month' ? Number(period.slice(5)) : Number(period.slice(6)) * 3;
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return a[index]! < b[index]! ? -1 : 1;
  return 0;
}
