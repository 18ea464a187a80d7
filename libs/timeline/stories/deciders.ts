import type { Entry } from '../queries/entry.js';

/** Where a payload says who took the decision it tells of. What it does not say is not guessed: recording it is no deciding. */
const DECIDERS: Readonly<Record<string, string>> = {
  AgreementSigned: 'parties',
  AidGranted: 'grantor',
  ClosurePlanSigned: 'parties',
  DecisionAdopted: 'bodyId',
  DirectAidGranted: 'grantor',
  DisputeSettled: 'decidedBy',
  LabelAwarded: 'by',
  LabelCreated: 'owner',
  ProgrammeOpened: 'owner',
  ProjectAnnounced: 'promoters',
  SiteAcquired: 'buyer',
  SiteClosureAnnounced: 'operator',
};

/** Who decided what a fact tells: a body of the register by its stream, others by name, as the source names them. */
export function decidersOf({ type, data }: Pick<Entry, 'type' | 'data'>): readonly { readonly name?: string; readonly stream?: string }[] {
  const field = Object.hasOwn(DECIDERS, type) ? DECIDERS[type]! : undefined;
  const value = field && data[field];
  if (field === 'bodyId') return typeof value === 'string' ? [{ stream: `body-${value}` }] : [];
  const names = Array.isArray(value) ? value : [value];
  return names.filter((name): name is string => typeof name === 'string').map((name) => ({ name }));
}

/** Fields of a payload that do not hold the same in two versions of a fact, in the order of their names. */
export function changedFields(before: Entry, after: Entry): readonly { field: string; before: unknown; after: unknown }[] {
  const told = ({ data, occurred, citations }: Entry): Record<string, unknown> => ({
    ...data,
    occurred: occurred && { edtf: occurred.edtf },
    sources: citations.length > 0 ? citations : undefined,
  });
  const [was, is] = [told(before), told(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
    .map((field) => ({ field, before: was[field], after: is[field] }));
}
