import { subjectOf, type EffectiveFact } from '@app/kernel';
import { into, type Projection, type TableRows } from '@app/projecting';
import { aidOf } from './aids.js';
import { FeatureFactRow } from './feature-fact.row.js';
import { FeatureRow } from './feature.row.js';
import { projectSaying } from './projects.js';
import type { Saying } from './saying.js';
import { siteSaying } from './sites.js';
import { versionsOf } from './versions.js';

const NOTHING: readonly TableRows[] = [];
/** They change other facts and say nothing themselves. */
const CORRECTIONS = new Set(['FactCorrected', 'FactRetracted']);

const STREAMS: Readonly<Record<string, (fact: EffectiveFact) => Saying>> = { site: siteSaying, project: projectSaying };
const AIDS = new Set(['programme', 'aid']);

/** Sites, projects and aids as maps show them. It reads all events: any may lift a secret. */
export const featuresProjection: Projection = {
  name: 'features',
  version: 8,
  tables: [FeatureFactRow, FeatureRow],
  rows: (fact) => {
    const { kind } = subjectOf(fact.streamId);
    const say = STREAMS[kind];
    if (say) return CORRECTIONS.has(fact.type) ? NOTHING : [rowOf(fact, fact.streamId, say(fact))];
    const aid = AIDS.has(kind) ? aidOf(fact) : undefined;
    return aid ? [rowOf(fact, `aid-${aid.id}`, aid.saying, aid.placedBy)] : NOTHING;
  },
  derived: { table: FeatureRow, from: FeatureFactRow, key: 'bundle', make: versionsOf },
};

function rowOf({ revision, meta: { occurred } }: EffectiveFact, thing: string, saying: Saying, bundle = thing): TableRows {
  const { earliest = null, latest = null } = occurred ?? {};
  return into(FeatureFactRow, { thing, bundle, revision, earliest, latest, says: JSON.stringify(saying) });
}
