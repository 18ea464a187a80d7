import type { NewEvent } from '@app/event-store';
import { newEventId, parseOccurred, type Visibility } from '@app/kernel';
import fc from 'fast-check';

// Random histories of a few subjects: facts that indicators are made of, and all that may be done to them afterwards.

const COMMUNES = ['62119', '62510', '62498', '59350', '75056'];
const TERRITORIES = ['ca-bethune-bruay', 'ca-lens-lievin'];
const DATES = [
  '2019',
  '2020-09',
  '2020-09-16',
  '2020-36',
  '2020-11/2021-02',
  '../2021-06',
  '2021-03/..',
  '2021~',
  '2022-02-10',
  '2022-41',
  null,
];
const LEVELS: Visibility[] = [
  { level: 'public' },
  { level: 'public' },
  { level: 'public' },
  { level: 'internal' },
  { level: 'confidential' },
  { level: 'confidential', until: { event: 'ProjectOpened' } },
  { level: 'confidential', until: { date: '2020-01-01' } },
  { level: 'confidential', until: { date: '2999-01-01', event: 'ProjectOpened' } },
];

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const people = fc.oneof(fc.nat(12), fc.integer({ min: 20, max: 900 }));
const figure = (unit: string, value: fc.Arbitrary<number> = people) =>
  fc.oneof(
    value.map((number) => ({ value: number, unit })),
    fc.tuple(value, value).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b), unit })),
    fc.tuple(value, oneOf('about', 'at-least', 'at-most')).map(([number, bound]) => ({ value: number, bound, unit })),
  );
const euros = fc.integer({ min: 1, max: 90_000 });
const place = fc.oneof(
  fc.constantFrom(...COMMUNES).map((communeCode) => ({ communeCode })),
  fc.subarray(TERRITORIES, { minLength: 1 }).map((territoryIds) => ({ territoryIds })),
  fc.constant({}),
);
const theme = oneOf<object>({ theme: 'batteries' }, { theme: 'textile' }, {});
const activity = oneOf<object>(
  { naf: { code: 'C', nomenclature: 'NAFRev2' }, sector: 'batteries' },
  { naf: { code: 'J', nomenclature: 'NAFRev2' } },
  {},
);
const merged = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((objects) => Object.assign({}, ...objects) as object);
const of = (name: string, value: fc.Arbitrary<unknown>) => value.map((given) => ({ [name]: given }));
const typed = (type: string, ...parts: fc.Arbitrary<object>[]) =>
  merged(...parts).map((data) => ({ type, data: data as Record<string, unknown> }));
const SOLUTIONS = ['stable-job', 'fixed-term', 'training', 'retirement', 'none'];
const breakdown = fc
  .array(
    fc.record({
      solution: fc.constantFrom(...SOLUTIONS),
      people: fc.oneof(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 5, max: 90 })),
    }),
    { maxLength: 4 },
  )
  .map((groups) => groups.filter(({ solution }, index) => groups.findIndex((one) => one.solution === solution) === index));

/** Territories that others publish figures of, as the test asks for them. */
const OBSERVED = ['pole', 'france', 'ca-bethune-bruay', 'ca-lens-lievin'];
const elsewhere = { territoryId: 'france', figure: { value: 200, unit: 'count' } };
const observations = fc
  .subarray(['2019', '2020-35', '2020-36', '2021-33'], { minLength: 1 })
  .chain((periods) =>
    fc.tuple(...periods.map((period) => fc.integer({ min: 1, max: 99 }).map((value) => ({ period, value: value / 100 })))),
  );

const purposes = oneOf<object>({ purposes: ['circular'] }, { purposes: ['social', 'circular'] }, { purposes: ['digital'] }, {});

/** What each kind of subject may be told. Every observatory adds the events that it reads. */
const FACTS: Record<string, fc.Arbitrary<{ type: string; data: Record<string, unknown> }>> = {
  project: fc.oneof(
    typed(
      'ProjectAnnounced',
      of('name', fc.constant('Usine')),
      place,
      theme,
      activity,
      of('jobsPledged', figure('people')),
      of('investment', figure('EUR', euros)),
    ),
    typed('ProjectRevised', place, theme, of('jobsPledged', figure('people'))),
    typed('ProjectProspected', of('name', fc.constant('Usine')), place),
    typed('ProjectAuthorised'),
    typed('WorksStarted'),
    typed('ProjectOpened'),
    typed('ProjectSuspended'),
    typed('ProjectResumed'),
    typed('ProjectAbandoned'),
    typed('InvestmentPledged', of('investment', figure('EUR', euros))),
    typed('InvestmentCommitted', of('investment', figure('EUR', euros))),
    typed('ApplicationSubmitted', of('applicationId', oneOf('a', 'b'))),
    typed('ApplicationDecided', of('applicationId', oneOf('a', 'b')), of('outcome', oneOf('accepted', 'rejected', 'shortlisted'))),
    typed('JobsRealised', of('jobs', figure('people'))),
    typed('JobsSurviving', of('jobs', figure('people'))),
    typed('InvestmentRealised', of('investment', figure('EUR', euros))),
    typed(
      'ClaimRecorded',
      of('about', oneOf('jobs', 'investment', 'elsewhere')),
      of('figure', figure('people')),
      of('status', oneOf('announced', 'realised')),
    ),
  ),
  site: fc.oneof(
    typed(
      'SiteRegistered',
      of('name', fc.constant('Site')),
      of('communeCode', fc.constantFrom(...COMMUNES)),
      of('siteKind', fc.constant('plant')),
      activity,
    ),
    typed('EmployeesCounted', of('employees', figure('people'))),
    typed('SiteClosureAnnounced', of('jobsAtRisk', figure('people'))),
    typed('SiteClosed', of('jobsLost', figure('people'))),
    typed(
      'WorkforceReclassified',
      of('solved', figure('people')),
      of('outOf', figure('people')),
      of('breakdown', breakdown),
      oneOf<object>({ months: 6 }, {}),
    ),
    typed(
      'SiteAreaCounted',
      of('of', fc.constant('land')),
      of('state', oneOf('available', 'occupied', 'vacant')),
      of('area', figure('ha', fc.integer({ min: 1, max: 80 }))),
    ),
    typed(
      'SiteAreaCounted',
      of('of', fc.constant('floor')),
      of('state', oneOf('announced', 'vacant', 'let')),
      of('area', figure('m2', fc.integer({ min: 100, max: 9_000 }))),
      oneOf<object>({ expectedDelivery: '2024' }, { expectedDelivery: '2025/2026' }, {}),
    ),
    typed('SiteOutlined', of('area', figure('ha', fc.integer({ min: 1, max: 80 })))),
    typed(
      'SitePartlyReused',
      of(
        'share',
        fc.constantFrom(0.25, 0.5).map((value) => ({ value, unit: 'share' })),
      ),
    ),
    typed('SiteReclassified', of('use', fc.constant('logistique'))),
    typed(
      'ClaimRecorded',
      of('about', oneOf('jobs-lost', 'employees', 'people-solved')),
      of('figure', figure('people')),
      oneOf<object>({ status: 'realised' }, {}),
    ),
  ),
  programme: fc.oneof(
    typed('ProgrammeOpened', of('name', fc.constant('Fonds')), place, of('envelope', figure('EUR', euros))),
    typed(
      'AidGranted',
      of('aidId', oneOf('a', 'b', 'c')),
      of('amount', figure('EUR', euros)),
      of('beneficiaries', figure('count')),
      place,
      activity,
      oneOf<object>({ projectId: 'p' }, {}),
      oneOf<object>({ beneficiaryKind: 'shop' }, { beneficiaryKind: 'very-small-firm' }, {}),
    ),
    typed('AidPaid', of('aidId', oneOf('a', 'b')), of('amount', figure('EUR', euros))),
    typed('AidReclaimed', of('aidId', oneOf('a', 'b')), of('amount', figure('EUR', euros))),
    typed('EnvelopeVoted', of('amount', figure('EUR', euros))),
    typed('ProgrammeClosed'),
    typed('ProgrammeRenewed'),
    typed(
      'ClaimRecorded',
      of('about', oneOf('aid-granted-a', 'envelope')),
      of('figure', figure('EUR', euros)),
      of('status', oneOf('committed')),
    ),
  ),
  aid: fc.oneof(
    typed(
      'DirectAidGranted',
      of('name', fc.constant('Aide')),
      of('amount', figure('EUR', euros)),
      place,
      oneOf<object>({ projectId: 'p' }, {}),
      oneOf<object>({ beneficiary: 'ACC', beneficiaryKind: 'craft' }, { beneficiaryKind: 'large-firm' }, {}),
    ),
    typed('DirectAidPaid', of('amount', figure('EUR', euros))),
    typed('DirectAidReclaimed', of('amount', figure('EUR', euros))),
    typed(
      'ClaimRecorded',
      of('about', oneOf('aid-granted', 'beneficiaries')),
      of('figure', figure('EUR', euros)),
      of('status', oneOf('committed')),
    ),
  ),
  indicator: fc.oneof(
    typed(
      'IndicatorObserved',
      of('territoryId', fc.constantFrom(...OBSERVED)),
      of('figure', figure('count')),
      oneOf<object>({ of: elsewhere }, {}),
      oneOf<object>({ compare: elsewhere }, {}),
    ),
    typed(
      'SeriesObserved',
      of('territoryId', fc.constantFrom(...OBSERVED)),
      of('unit', oneOf('share', 'count')),
      of('vintage', oneOf('a', 'b')),
      of('values', observations),
    ),
  ),
  training: fc.oneof(
    typed(
      'TrainingOpened',
      of('name', fc.constant('Soudure')),
      place,
      of('places', figure('people')),
      oneOf<object>({ projectId: 'p' }, {}),
    ),
    typed('TraineesCounted', of('trainees', figure('people'))),
  ),
  request: fc.oneof(
    typed('RequestReceived', of('requesterKind', oneOf('company', 'newcomer')), of('topic', fc.constant('locaux')), place),
    typed('RequestAnswered'),
  ),
  landaccount: fc.oneof(
    typed('LandDebited', of('entryId', oneOf('x', 'y')), of('area', figure('ha', fc.integer({ min: 1, max: 30 }))), place),
    typed('LandCredited', of('entryId', oneOf('z')), of('area', figure('ha', fc.integer({ min: 1, max: 30 }))), place),
  ),
  label: fc.oneof(
    typed('LabelCreated', of('name', fc.constant('Label')), purposes),
    typed('LabelAwarded', of('awardId', oneOf('1', '2', '3')), place, purposes),
    typed(
      'RoundHeld',
      of('roundId', oneOf('r1', 'r2')),
      of('laureates', figure('count')),
      of('totalToDate', figure('count')),
      oneOf<object>({ year: 2020 }, {}),
    ),
    typed('LabelWithdrawn', of('awardId', oneOf('1', '2'))),
  ),
};

type Told = { readonly type: string; readonly data: Record<string, unknown> };

/** What somebody does next. `target` counts back among what the stream holds. */
interface Step {
  readonly kind: string;
  readonly does: 'fact' | 'correct' | 'retract' | 'dispute' | 'settle';
  readonly told: Told;
  readonly date: string | null;
  readonly visibility: Visibility;
  readonly target: number;
}

const step = (kind: string): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.constant(kind),
    does: oneOf<Step['does']>('fact', 'fact', 'fact', 'fact', 'correct', 'correct', 'retract', 'dispute', 'settle'),
    told: FACTS[kind]!,
    date: fc.constantFrom(...DATES),
    visibility: fc.constantFrom(...LEVELS),
    target: fc.nat(6),
  });

/** A few kinds of subject at a time: what many events say of one subject is where figures go wrong. */
export const histories = fc
  .subarray(Object.keys(FACTS), { minLength: 1, maxLength: 3 })
  .chain((kinds) => fc.array(fc.constantFrom(...kinds).chain(step), { minLength: 12, maxLength: 40 }));

/** The events of a history, in order, each with its stream. Streams are new for each history. */
export function eventsOf(history: readonly Step[]): { streamId: string; event: NewEvent }[] {
  const ids = new Map(Object.keys(FACTS).map((kind) => [kind, `${kind}-${newEventId()}`]));
  const before = new Map<string, { id: string; told: Told }[]>();
  return history.map(({ kind, does, told, date, visibility, target }) => {
    const streamId = ids.get(kind)!;
    const held = before.get(streamId) ?? [];
    const eventId = newEventId();
    const about = held.at(-1 - (target % Math.max(1, held.length)));
    const content = does === 'fact' || !about ? withSubjects(told, ids) : reaction(does, about, held, withSubjects(told, ids), date);
    before.set(streamId, [...held, { id: eventId, told: content }]);
    const meta = {
      occurred: date === null ? null : parseOccurred(date),
      sources: [{ documentId: 'accord-2023' }],
      recordedBy: 'test',
      visibility,
      commandId: eventId,
      commandHash: '',
      correlationId: eventId,
      causationId: eventId,
    };
    const event = {
      eventId,
      type: content.type,
      schemaVersion: 1,
      data: JSON.stringify(content.data),
      meta: JSON.stringify(meta),
    } as NewEvent;
    return { streamId, event };
  });
}

/** A fact that names a project names the one of its own history. */
function withSubjects({ type, data }: Told, ids: ReadonlyMap<string, string>): Told {
  return { type, data: data.projectId === undefined ? data : { ...data, projectId: ids.get('project')!.slice('project-'.length) } };
}

function reaction(
  does: Step['does'],
  about: { id: string; told: Told },
  held: readonly { id: string; told: Told }[],
  told: Told,
  date: string | null,
): Told {
  if (does === 'retract') return { type: 'FactRetracted', data: { retracts: about.id } };
  if (does === 'dispute')
    return {
      type: 'FactDisputed',
      data: {
        disputes: about.id,
        with: held
          .filter(({ id }) => id !== about.id)
          .slice(-2)
          .map(({ id }) => id),
        about: 'figure',
      },
    };
  const dispute = held.findLast((one) => one.told.type === 'FactDisputed');
  if (does === 'settle' && dispute)
    return { type: 'DisputeSettled', data: { dispute: dispute.id, preferred: about.id, decidedBy: 'le conseil' } };
  const fact = {
    ...told,
    schemaVersion: 1,
    occurred: date === null ? null : parseOccurred(date),
    sources: [{ documentId: 'accord-2023' }],
  };
  return { type: 'FactCorrected', data: { corrects: about.id, fact } };
}
