import { dateEn, figureEn, type Claim, type CorrectionEvents, type Figure, type SentencesOf } from '@app/kernel';

export const aboutEn: Readonly<Record<string, string>> = {
  employees: 'Headcount',
  'employees-left-without-job': 'Employees left without their job',
  'employees-dismissed': 'Employees dismissed',
  'jobs-at-risk': 'Jobs at risk',
  'jobs-lost': 'Jobs lost',
  'closed-on': 'Closed on',
  'last-shift-on': 'Last shift',
  'closure-announced-on': 'Closure announced on',
  'closure-plan-expected-on': 'Closure plan expected on',
  'closure-plan-signed-on': 'Closure plan signed on',
  'acquired-on': 'Bought on',
  operator: 'Operator',
  owner: 'Owner',
  buyer: 'Buyer named',
  holder: 'Holder of the site',
  'held-until': 'Held until',
  'jobs-expected-on-site': 'Jobs expected on the site',
  'people-solved': 'Employees with a solution',
  'people-in-stable-job': 'Employees in a stable job',
  'people-solved-on-same-site': 'Of which on the same site',
  'people-accompanied': 'Employees accompanied',
  'area-land-available': 'Land available',
  'area-land-occupied': 'Land occupied',
  'area-land-vacant': 'Land vacant',
  'area-land-brownfield': 'Brownfield land',
  'area-land-reused': 'Land in use again',
  'area-floor-announced': 'Office floor announced',
  'area-floor-authorised': 'Office floor authorised',
  'area-floor-delivered': 'Office floor delivered',
  'area-floor-vacant': 'Office floor vacant',
  'area-floor-let': 'Office floor let',
  'share-reused': 'Share of the site in use again',
  jobs: 'Jobs',
  investment: 'Investment',
  'opened-on': 'Opened on',
  'aid-granted': 'Aid granted',
  'aid-paid': 'Aid paid',
  beneficiaries: 'Beneficiaries',
  envelope: 'Envelope',
  members: 'Members',
  population: 'Population',
  'communes-count': 'Number of municipalities',
  'council-members': 'Council members',
  'announced-members': 'Members announced',
  'named-members': 'Members named',
  'hubs-count': 'Number of thematic hubs',
  'member-since': 'Member since',
  value: 'Observed value',
  places: 'Places',
  trainees: 'Trainees',
  'laureates-to-date': 'Laureates to date',
  'founded-on': 'Founded on',
  'adopted-on': 'Adopted on',
  'signed-on': 'Signed on',
  'repealed-on': 'Repealed on',
  'published-on': 'Published on',
  challenges: 'Number of challenges',
  'grew-out-of': 'Grew out of',
  'last-plant-of': 'Last plant of',
  'envelope-spent': 'Use of the envelope',
  governance: 'Governance',
};

const keyed: Readonly<Record<string, (rest: string) => string>> = {
  laureates: (round) => `Laureates (${round})`,
  beneficiaries: () => 'Beneficiaries',
  aid: (rest) => (rest.startsWith('granted ') ? 'Aid granted' : 'Aid'),
  value: () => 'Value compared with',
  target: () => 'Target',
  awarded: () => 'Label awarded on',
};

/** `Jobs lost` for `jobs-lost`. A key that has no words yet is quoted as it is. */
export const subjectOfClaimEn = (about: string): string => labelOfClaimEn(about) ?? `"${about}"`;

/** What a key of claims is called; undefined when nobody has named it in English. */
export function labelOfClaimEn(about: string): string | undefined {
  if (Object.hasOwn(aboutEn, about)) return aboutEn[about];
  const [, key, months] = /^(.*)-at-(\d+)-months$/.exec(about) ?? [];
  const label = key && labelOfClaimEn(key);
  if (label) return `${label}, after ${months} months`;
  const [first = '', ...rest] = about.split('-');
  return Object.hasOwn(keyed, first) && rest.length > 0 ? keyed[first]!(rest.join(' ')) : undefined;
}

// The key already says what is counted: no noun after a number of people.
const figure = (given: Figure) => figureEn(given, given.unit === 'people' ? '' : undefined);

const said = ({ figure: given, date, text, breakdown = [] }: Claim) =>
  given ? figure(given) : date ? dateEn(date) : (text ?? breakdown.map(({ kind, value }) => `${kind}: ${number(value)}`).join(', '));

const inSentence = (label: string) => `${label[0]!.toLowerCase()}${label.slice(1)}`;
const number = (value: number) => new Intl.NumberFormat('en-GB').format(value);

function details({ figure: given, date, text, status, shares = [], breakdown = [], note }: Claim): string {
  const more = [
    status,
    ...shares.map(({ value, outOf, of }) => figureEn({ value, unit: 'share', outOf: { value: outOf, of } })),
    ...(given || date || text ? breakdown.map(({ kind, value }) => `${kind}: ${number(value)}`) : []),
    note,
  ].filter(Boolean);
  return more.length > 0 ? ` (${more.join('; ')})` : '';
}

export const factSentencesEn: SentencesOf<CorrectionEvents> = {
  ClaimRecorded: (claim) => `${subjectOfClaimEn(claim.about)}: ${said(claim)}${details(claim)}`,
  FactCorrected: () => 'A fact recorded in error was corrected',
  FactRetracted: () => 'A fact recorded in error was withdrawn',
  FactDisputed: ({ about }) => `Claims disagree: ${inSentence(subjectOfClaimEn(about))}`,
  DisputeSettled: ({ preferred, decidedBy }) => `Disagreement ${preferred ? 'settled' : 'explained, none preferred,'} by ${decidedBy}`,
};

type Facts = Record<'eventId' | 'type' | 'kind' | 'id' | 'command' | 'about' | 'rule', string>;

export const factRefusalsEn = {
  UNKNOWN_SUBJECT: ({ kind, id }: Facts) => `Subject "${id}" (${kind}) is unknown.`,
  EXCEPTION_NOT_NEEDED: ({ rule }: Facts) => `There is nothing to except from rule ${rule}: it is not broken. Leave the exception out.`,
  FACT_UNKNOWN: ({ eventId }: Facts) => `Fact ${eventId} is not in this subject's history.`,
  FACT_RETRACTED: ({ eventId }: Facts) => `Fact ${eventId} was withdrawn.`,
  NOT_A_FACT: ({ type }: Facts) => `An event of type ${type} is not corrected: withdraw it and say it again.`,
  NOT_A_DISPUTE: ({ eventId }: Facts) => `${eventId} is no dispute.`,
  DISPUTED_WITH_ITSELF: () => 'A fact does not contradict itself: name the others.',
  PREFERRED_NOT_IN_DISPUTE: ({ eventId }: Facts) => `${eventId} is none of the claims in dispute.`,
  CORRECTION_SAYS_NOTHING: ({ type }: Facts) => `The correction says nothing of what ${type} said: withdraw the fact instead.`,
  CORRECTION_OF_ANOTHER_KIND: ({ kind, command }: Facts) => `Command ${command} is not about a subject of kind ${kind}.`,
  CORRECTION_OF_ANOTHER_SUBJECT: ({ id }: Facts) => `The correction is about another subject than "${id}".`,
  VISIBILITY_FOLLOWS_FACT: () => 'The visibility is that of the fact: withdraw it and say it again to change it.',
  CLAIM_SAYS_ONE_THING: ({ about }: Facts) => `Claim "${about}" carries exactly one figure, date or text.`,
};
