import type { Claim, ClaimGroup, Dispute } from '../api/types';
import { useLanguage } from '../app/language';
import { Cited } from '../shared/cited';

/** Every claim under what it is about, who contradicts whom, and why. */
export function Claims({ groups, disputes }: { groups: readonly ClaimGroup[]; disputes: readonly Dispute[] }) {
  const { words } = useLanguage();
  if (groups.length === 0) return null;
  const all = new Map(groups.flatMap(({ label, claims }) => claims.map((claim) => [claim.eventId, { label, claim }] as const)));
  const ordered = [...groups].sort((a, b) => Number(b.diverging) - Number(a.diverging));
  return (
    <section className="claims">
      <h2>{words.claims}</h2>
      <p className="lead">{words.claimsIntro}</p>
      {disputes.length > 0 ? (
        <div className="disputes">
          <h3>{words.disputes}</h3>
          {disputes.map((dispute) => (
            <article key={dispute.id} className="dispute-card" id={`dispute-${dispute.id}`}>
              <h4>≠ {dispute.label}</h4>
              <ul className="versus">
                {dispute.between.map((eventId) => {
                  const said = all.get(eventId);
                  return said ? (
                    <li key={eventId}>
                      <strong>{said.claim.text}</strong>
                      <span className="cited-date">{said.claim.figure?.definition ?? said.label}</span>
                      <Cited sources={said.claim.sources} />
                    </li>
                  ) : null;
                })}
              </ul>
              <p>{dispute.reason}</p>
              {dispute.settlement ? (
                <p className="settled">
                  {dispute.settlement.decidedBy} : {dispute.settlement.reason}
                </p>
              ) : null}
            </article>
          ))}
        </div>
      ) : null}
      <div className="claim-groups">
        {ordered.map((group) => (
          <article key={group.about} className={group.diverging ? 'claim-group diverging' : 'claim-group'}>
            <h3>{group.label}</h3>
            {group.diverging ? <p className="tag dispute">≠ {words.diverging}</p> : null}
            <ul>
              {group.claims.map((claim, index) => (
                <OneClaim key={`${claim.eventId}-${index}`} claim={claim} others={all} />
              ))}
            </ul>
          </article>
        ))}
      </div>
    </section>
  );
}

function OneClaim({ claim, others }: { claim: Claim; others: ReadonlyMap<string, { label: string; claim: Claim }> }) {
  const { language, words } = useLanguage();
  const against = [...new Set(claim.contradicts.flatMap((id) => others.get(id)?.claim.text ?? []))].filter((text) => text !== claim.text);
  const percent = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { style: 'percent' });
  const when = claim.occurred?.text ?? null;
  return (
    <li className="claim">
      <p className="claim-said">
        <strong>{claim.text}</strong>
        {claim.status ? <span className="tag">{claim.status.label}</span> : null}
        {claim.preferred ? <span className="tag">★ {words.preferred}</span> : null}
      </p>
      {claim.figure?.definition ? (
        <p className="cited-date">
          {words.counts} : {claim.figure.definition}
        </p>
      ) : null}
      {claim.shares.length > 0 ? (
        <p className="cited-date">{claim.shares.map(({ value, outOf, of }) => `${percent.format(value)} / ${outOf} ${of}`).join(' · ')}</p>
      ) : null}
      {claim.breakdown.length > 0 ? (
        <ul className="breakdown">
          {claim.breakdown.map(({ kind, value }) => (
            <li key={kind}>
              {kind} : {value.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB')}
            </li>
          ))}
        </ul>
      ) : null}
      {claim.note ? <p className="cited-date">{claim.note}</p> : null}
      <p className="fact-from">
        {when ? `${when} · ` : ''}
        {words.saysWho} <Cited sources={claim.sources} />
      </p>
      {against.length > 0 ? (
        <p className="against">
          {words.contradicts} : {against.join(' · ')}
        </p>
      ) : null}
    </li>
  );
}
