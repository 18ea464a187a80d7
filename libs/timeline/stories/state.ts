import type { Claim, Figure } from '@app/kernel';
import type { Entry } from '../queries/entry.js';

/** Where a subject stands after a fact, as far as its facts say. What no fact says is absent: nothing is guessed. */
export interface StoryState {
  readonly status: string | null;
  /** True once a dated fact has set the status: an undated one no longer changes it, since nobody knows which came last. */
  readonly statusDated: boolean;
  readonly name: string | null;
  readonly communeCode: string | null;
  /** The last figure said under each key, with the event that says it. */
  readonly figures: Readonly<Record<string, { readonly figure: Figure; readonly status?: string; readonly eventId: string }>>;
  /** Who holds or uses the place, from when until when (EDTF), on whose word. */
  readonly holders: readonly Holder[];
  readonly uses: readonly string[];
  /** Events between which a dispute is open. */
  readonly openDisputes: readonly string[];
  readonly labels: readonly string[];
}

export interface Holder {
  readonly name: string;
  readonly role: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly eventId: string;
}

export const UNTOLD: StoryState = {
  status: null,
  statusDated: false,
  name: null,
  communeCode: null,
  figures: {},
  holders: [],
  uses: [],
  openDisputes: [],
  labels: [],
};

export type ClaimsOf = (entry: Entry) => readonly Claim[];

/** The state after one more fact: what every kind of subject shares, then what is the kind's own. */
export function after(state: StoryState, entry: Entry, claimsOf: ClaimsOf): StoryState {
  const figures = { ...state.figures };
  for (const { about, figure, status } of claimsOf(entry))
    if (figure) figures[about] = { figure, ...(status ? { status } : {}), eventId: entry.eventId };
  const { data, type } = entry;
  const dated = entry.placedBy === 'occurred';
  const tells = entry.status !== null && (dated || !state.statusDated);
  const shared: StoryState = {
    ...state,
    figures,
    status: tells ? entry.status : state.status,
    statusDated: state.statusDated || (tells && dated),
    name: textOf(data.name) ?? textOf(data.title) ?? state.name ?? entry.subjectName,
    communeCode: entry.communeCode ?? state.communeCode,
  };
  if (type === 'FactDisputed') return { ...shared, openDisputes: [...shared.openDisputes, entry.eventId] };
  if (type === 'DisputeSettled') return { ...shared, openDisputes: shared.openDisputes.filter((id) => id !== data.dispute) };
  return onSite(shared, entry);
}

function onSite(state: StoryState, { type, data, occurred, eventId }: Entry): StoryState {
  const day = occurred?.edtf ?? null;
  const holder = (name: unknown, role: string): Holder => ({ name: String(name), role, from: day, until: null, eventId });
  switch (type) {
    case 'SiteRegistered':
      return {
        ...state,
        holders: data.operator ? [...state.holders, holder(data.operator, 'operator')] : state.holders,
        uses: data.activity ? [...state.uses, String(data.activity)] : state.uses,
      };
    case 'SiteAcquired':
      return {
        ...state,
        holders: [
          ...state.holders.map((held) => (held.until === null && held.role !== 'tenant' ? { ...held, until: day } : held)),
          holder(data.buyer, 'owner'),
        ],
      };
    case 'SiteOccupied':
      return {
        ...state,
        holders: [...state.holders, holder(data.occupant, String(data.role))],
        uses: data.use ? [...state.uses, String(data.use)] : state.uses,
      };
    case 'SiteVacated':
      return {
        ...state,
        holders: state.holders.map((held) => (held.name === data.occupant && held.until === null ? { ...held, until: day } : held)),
      };
    case 'SiteClosed':
      return { ...state, uses: [] };
    case 'SiteReclassified':
      return { ...state, uses: [String(data.use)] };
    default:
      return state;
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
