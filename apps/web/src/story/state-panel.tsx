import type { State } from '../api/types';
import { useLanguage } from '../app/language';

/** Where the subject stands after the fact shown beside it. */
export function StatePanel({ state, title, isSite }: { state: State; title: string; isSite: boolean }) {
  const { words } = useLanguage();
  return (
    <aside className="state" aria-label={title}>
      <h3>{title}</h3>
      <dl>
        <dt>{words.status}</dt>
        <dd className="state-status">{state.status?.label ?? '—'}</dd>
        {state.holders.length > 0 ? (
          <>
            <dt>{words.holders}</dt>
            {state.holders.map(({ name, role, until, period, eventId }) => (
              <dd key={eventId + name} className={until ? 'ended' : undefined}>
                {name} <span className="cited-date">({[role.label, period].filter(Boolean).join(', ')})</span>
              </dd>
            ))}
          </>
        ) : null}
        {isSite ? (
          <>
            <dt>{words.uses}</dt>
            <dd>{state.uses.length > 0 ? state.uses.join(', ') : words.noUse}</dd>
          </>
        ) : null}
        {state.figures.map(({ about, label, text }) => (
          <div key={about} className="figure">
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <dt>{words.openDisputes}</dt>
        <dd>{state.openDisputes.length}</dd>
      </dl>
    </aside>
  );
}
