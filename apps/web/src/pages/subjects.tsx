import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { read } from '../api/client';
import type { Subjects } from '../api/types';
import { useLanguage } from '../app/language';
import { SubjectLink } from '../app/links';
import { momentOf, type Search } from '../app/search';
import { MomentBar } from '../moment/moment-bar';
import { Failed, Loading } from '../shared/answers';
import { useTitle } from '../shared/use-title';

/** Every site, or every project, with where it stands at the moment. */
export function SubjectsPage({ plural }: { plural: 'sites' | 'projects' }) {
  const { words } = useLanguage();
  const search = useSearch({ strict: false }) as Search;
  const query = momentOf(search);
  const subjects = useQuery({
    queryKey: [plural, query],
    queryFn: ({ signal }) => read<Subjects>(`/${plural}`, { ...query, limit: 200 }, signal),
    placeholderData: (before) => before,
  });
  const title = plural === 'sites' ? words.allSites : words.allProjects;
  useTitle(title);
  if (subjects.isError) return <Failed error={subjects.error} again={() => void subjects.refetch()} />;
  return (
    <>
      <header className="page-head">
        <h1>{title}</h1>
      </header>
      <div className="instrument">
        <MomentBar />
      </div>
      {subjects.data ? (
        <ul className="subjects">
          {subjects.data.items.map(({ kind, id, name, status, commune, facts }) => (
            <li key={id}>
              <SubjectLink kind={kind} id={id} className="subject-name">
                {name ?? id}
              </SubjectLink>
              <span>{commune?.name}</span>
              <span className="tag">{status?.label}</span>
              <span className="subject-facts">{words.facts(facts)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <Loading />
      )}
      {subjects.data?.items.length === 0 ? <p className="notice">{words.nothingKnown}</p> : null}
    </>
  );
}
