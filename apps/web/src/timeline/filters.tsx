import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useLanguage } from '../app/language';
import type { Search } from '../app/search';

const KINDS = ['site', 'project', 'programme', 'aid', 'label', 'decision', 'body', 'indicator', 'training', 'territory'] as const;
const NAMES: Record<'fr' | 'en', Record<(typeof KINDS)[number], string>> = {
  fr: {
    site: 'sites',
    project: 'projets',
    programme: 'dispositifs',
    aid: 'aides',
    label: 'labels',
    decision: 'décisions',
    body: 'instances',
    indicator: 'indicateurs',
    training: 'formations',
    territory: 'territoires',
  },
  en: {
    site: 'sites',
    project: 'projects',
    programme: 'programmes',
    aid: 'aids',
    label: 'labels',
    decision: 'decisions',
    body: 'bodies',
    indicator: 'indicators',
    training: 'training',
    territory: 'territories',
  },
};

/** Narrows the timeline by kind of subject, by words, by disagreement. */
export function Filters() {
  const { language, words } = useLanguage();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = (part: Search) => void navigate({ to: '.', search: { ...search, step: undefined, ...part } as never, replace: true });
  const chosen = search.kind ?? [];
  const [text, setText] = useState(search.q ?? '');
  const look = () => {
    const q = text.trim() || undefined;
    if (q !== search.q) change({ q });
  };
  useEffect(() => setText(search.q ?? ''), [search.q]);
  return (
    <form
      className="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <label className="search">
        {words.search}
        <input type="search" value={text} maxLength={100} onChange={({ target }) => setText(target.value)} onBlur={look} />
      </label>
      <fieldset className="kinds">
        <legend>{words.kinds}</legend>
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className="chip"
            aria-pressed={chosen.includes(kind)}
            onClick={() => {
              const kinds = chosen.includes(kind) ? chosen.filter((other) => other !== kind) : [...chosen, kind];
              change({ kind: kinds.length > 0 ? kinds : undefined });
            }}
          >
            {NAMES[language][kind]}
          </button>
        ))}
      </fieldset>
      <label className="check">
        <input
          type="checkbox"
          checked={search.disputed ?? false}
          onChange={({ target }) => change({ disputed: target.checked ? true : undefined })}
        />
        {words.onlyDisputed}
      </label>
    </form>
  );
}
