import type { LinkOutcome } from '../queries/links.sql.js';

export const kindsEn: Readonly<Record<string, string>> = {
  source: 'source',
  territory: 'territory',
  body: 'body',
  decision: 'decision',
  project: 'project',
  site: 'site',
  programme: 'programme',
  aid: 'aid',
  label: 'label',
  training: 'training course',
  indicator: 'indicator',
  landaccount: 'land account',
  request: 'request to the one-stop desk',
  erasure: 'register of erasures',
};

/** Titles of lists. */
export const pluralsEn: Readonly<Record<string, string>> = {
  source: 'Sources',
  territory: 'Territories',
  body: 'Bodies',
  decision: 'Decisions',
  project: 'Projects',
  site: 'Sites',
  programme: 'Programmes',
  aid: 'Aids',
  label: 'Labels',
  training: 'Training courses',
  indicator: 'Indicators',
  landaccount: 'Land accounts',
  request: 'Requests to the one-stop desk',
  erasure: 'Register of erasures',
};

export const statusesEn: Readonly<Record<string, string>> = {
  prospected: 'prospected',
  announced: 'announced',
  authorised: 'authorised',
  'under-way': 'under way',
  open: 'open',
  suspended: 'suspended',
  resumed: 'resumed',
  abandoned: 'abandoned',
  operating: 'operating',
  closing: 'closure announced',
  closed: 'closed',
  'partly-reused': 'partly in use again',
  reclassified: 'in another use',
  split: 'split',
  merged: 'merged',
  active: 'active',
  'in-force': 'in force',
  repealed: 'repealed',
  granted: 'granted',
  received: 'received',
  answered: 'answered',
};

export const claimStatusesEn: Readonly<Record<string, string>> = {
  announced: 'announced',
  committed: 'committed',
  realised: 'realised',
  surviving: 'still there',
};

export const rolesEn: Readonly<Record<string, string>> = { owner: 'owner', operator: 'operator', tenant: 'tenant' };

export const visibilitiesEn: Readonly<Record<string, string>> = { public: 'public', internal: 'internal', confidential: 'confidential' };

export const basisEn = {
  recorded: 'Known to us by then (record time)',
  publication: 'Published by then: record times are replaced by the publication dates of the sources',
};

export const redistributionsEn: Readonly<Record<string, string>> = {
  allowed: 'may be redistributed',
  forbidden: 'for officers and auditors only',
};

export const linksEn: Readonly<Record<LinkOutcome, string>> = {
  alive: 'answers',
  guarded: 'answers, but not to a program',
  failed: 'does not answer any more',
};
