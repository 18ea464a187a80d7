import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { readTimeline } from '../api/client';
import { useLanguage } from '../app/language';
import { momentOf, type Search } from '../app/search';
import { Failed, Loading } from '../shared/answers';
import { useTitle } from '../shared/use-title';
import { Copies } from '../story/copies';
import { FactTable } from '../timeline/fact-table';
import { NotFoundPage } from './not-found';

/** A published document and all that it allowed us to record. */
export function SourcePage({ id }: { id: string }) {
  const { words } = useLanguage();
  const search = useSearch({ strict: false }) as Search;
  const query = { ...momentOf(search), source: id };
  const told = useQuery({ queryKey: ['source', id, query], queryFn: ({ signal }) => readTimeline('/timeline', query, signal) });
  const document = told.data?.entries.find(({ subject }) => subject.kind === 'source' && subject.id === id);
  useTitle(document?.subject.name ?? '');
  if (told.isError) return <Failed error={told.error} again={() => void told.refetch()} />;
  if (!told.data) return <Loading />;
  if (!document) return <NotFoundPage />;
  const { publisher, url, subject } = document.data as { publisher?: string; url?: string; subject?: string };
  return (
    <>
      <header className="page-head">
        <p className="eyebrow">{words.source}</p>
        <h1>{document.subject.name}</h1>
        <p className="lead">{[publisher, document.occurred?.text, subject].filter(Boolean).join(' · ')}</p>
        {url ? (
          <p>
            <a href={url} rel="noreferrer external">
              {words.openSource}
            </a>
          </p>
        ) : null}
      </header>
      <Copies id={id} />
      <section>
        <h2>{words.told}</h2>
        <FactTable entries={told.data.entries.filter((entry) => entry !== document)} />
      </section>
    </>
  );
}
