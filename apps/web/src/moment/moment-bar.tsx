import { useNavigate, useSearch } from '@tanstack/react-router';
import { useLanguage } from '../app/language';
import type { Search } from '../app/search';

/** The two times of every read: what was true by then, and what was known by then. */
export function MomentBar() {
  const { words } = useLanguage();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = (part: Search) => void navigate({ to: '.', search: { ...search, step: undefined, ...part } as never, replace: true });
  const given = search.at ?? search.asOf ?? search.asOfBasis;
  return (
    <fieldset className="moment">
      <legend>{words.moment}</legend>
      <label>
        {words.trueBy}
        <input type="date" value={search.at ?? ''} onChange={({ target }) => change({ at: target.value || undefined })} />
      </label>
      <label>
        {words.knownBy}
        <input type="date" value={search.asOf ?? ''} onChange={({ target }) => change({ asOf: target.value || undefined })} />
      </label>
      <label>
        {words.basis}
        <select
          value={search.asOfBasis ?? 'recorded'}
          onChange={({ target }) => change({ asOfBasis: target.value === 'publication' ? 'publication' : undefined })}
        >
          <option value="recorded">{words.basisRecorded}</option>
          <option value="publication">{words.basisPublication}</option>
        </select>
      </label>
      {given ? (
        <button type="button" className="plain" onClick={() => change({ at: undefined, asOf: undefined, asOfBasis: undefined })}>
          {words.reset}
        </button>
      ) : null}
      {search.asOfBasis ? (
        <p className="moment-note" role="note">
          {words.basisNote}
        </p>
      ) : null}
    </fieldset>
  );
}
