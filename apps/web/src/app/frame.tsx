import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { useLanguage } from './language';
import type { Search } from './search';

const keepMoment = ({ lang, at, asOf, asOfBasis }: Search): Search => ({ lang, at, asOf, asOfBasis });

/** What surrounds every page: name, ways, language. */
export function Frame() {
  const { language, words } = useLanguage();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const keep = keepMoment as never;
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header className="masthead">
        <Link to="/" search={keep} className="brand">
          <span className="brand-name">Palimpseste</span>
          <span className="brand-line">{words.tagline}</span>
        </Link>
        <nav aria-label="Palimpseste">
          <Link to="/" search={keep} activeOptions={{ exact: true, includeSearch: false }}>
            {words.territory}
          </Link>
          <Link to="/sites" search={keep} activeOptions={{ includeSearch: false }}>
            {words.sites}
          </Link>
          <Link to="/projets" search={keep} activeOptions={{ includeSearch: false }}>
            {words.projects}
          </Link>
          <Link to="/retards" search={keep} activeOptions={{ includeSearch: false }}>
            {words.restatements}
          </Link>
          <Link to="/verifier" search={keep} activeOptions={{ includeSearch: false }}>
            {words.verifyShort}
          </Link>
          <a href="/api/docs">{words.api}</a>
          <button
            type="button"
            lang={language === 'fr' ? 'en' : 'fr'}
            className="plain"
            onClick={() => void navigate({ to: '.', search: { ...search, lang: language === 'fr' ? 'en' : undefined } as never })}
          >
            {words.otherLanguage}
          </button>
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
