import type { Claim, ClaimGroup, Dispute } from '../api/types';
import { useLanguage } from '../app/language';
import { Cited } from '../shared/cited';

interface Said {
  readonly about: string;
  readonly label: string;
  readonly claim: Claim;
}

const natureOf = ({ figure, date }: Claim) => (figure ? 'figure' : date ? 'date' : 'text');

/** An event may make several claims: of these, the one that the dispute is about, else one of the same nature as the others in it. */
function meant(all: readonly Said[], eventId: string, { about, between }: Dispute): Said | undefined {
  const nature = all.find((said) => said.about === about && between.includes(said.claim.eventId));
  const own = all.filter(({ claim }) => claim.eventId === eventId);
  return (
    own.find((said) => said.about === about) ?? own.find(({ claim }) => !nature || natureOf(claim) === natureOf(nature.claim)) ?? own[0]
  );
}

/** Every claim under what it is about, who contradicts whom, and why. */
export function Claims({ groups, disputes }: { groups: readonly ClaimGroup[]; disputes: readonly Dispute[] }) {
  const { words } = useLanguage();
  if (groups.length === 0) return null;
  const all = groups.flatMap(({ about, label, claims }) => claims.map((claim) => ({ about, label, claim })));
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
                  const said = meant(all, eventId, dispute);
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

function OneClaim({ claim, others }: { claim: Claim; others: readonly Said[] }) {
  const { language, words } = useLanguage();
  const against = [
    ...new Set(
      claim.contradicts.flatMap(
        (id) => others.find((other) => other.claim.eventId === id && natureOf(other.claim) === natureOf(claim))?.claim.text ?? [],
      ),
    ),
  ].filter((text) => text !== claim.text);
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
