import { effectiveFacts, subjectOf, type EffectiveFact } from '@app/kernel';
import { RegisterSite, type SiteEvents } from '@domain/sites';
import { issuedBy, type Process } from './process.js';

/**
 * Registers the parts of a site that was split, on the same documents: each lies where the whole lay and is of its kind, until its own facts
 * say otherwise. A corrected split registers the parts it names now; what was registered before is left to a person to retract.
 */
export const siteParts: Process = {
  name: 'site-parts',
  types: ['SiteSplit', 'FactCorrected', 'FactRetracted'],
  async react({ streamId }, read) {
    const { kind, id } = subjectOf(streamId);
    if (kind !== 'site') return [];
    // As corrections have left them: a split withdrawn meanwhile is not answered, one restored is.
    const facts = effectiveFacts(await read(streamId));
    const whole = facts.find(({ type }) => type === 'SiteRegistered');
    if (!whole) return [];
    const splits = facts.filter(({ type }) => type === 'SiteSplit');
    return splits.flatMap((split) =>
      (split.data as unknown as SiteEvents['SiteSplit']).parts.map((part) =>
        issuedBy(siteParts, split, part.siteId, registration(id, whole, split, part)),
      ),
    );
  },
};

function registration(partOf: string, whole: EffectiveFact, split: EffectiveFact, part: { siteId: string; name: string }): RegisterSite {
  const { communeCode, siteKind } = whole.data as unknown as SiteEvents['SiteRegistered'];
  const { occurred, sources, visibility } = split.meta;
  return Object.assign(new RegisterSite(), {
    siteId: part.siteId,
    name: part.name,
    communeCode,
    siteKind,
    partOf,
    occurred: occurred?.edtf,
    occurredRaw: occurred?.raw,
    sources: sources.map(({ documentId, locator }) => ({ documentId, locator })),
    // The parts of a secret split are as secret; `until` an event means an event of their own.
    visibility: { ...visibility },
  });
}
