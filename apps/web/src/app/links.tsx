import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Search } from './search';

const PATHS: Readonly<Record<string, string>> = {
  site: '/sites',
  project: '/projets',
  territory: '/territoires',
  source: '/sources',
  programme: '/dispositifs',
  aid: '/aides',
  label: '/labels',
  decision: '/decisions',
  body: '/instances',
  indicator: '/indicateurs',
  training: '/formations',
};

/** What a link to another subject keeps of the address: the language and the two times, not the place in the replay. */
const kept = ({ lang, at, asOf, asOfBasis }: Search): Search => ({ lang, at, asOf, asOfBasis });

/** Leads to the page of a subject, as known at the same moment. */
export function SubjectLink({ kind, id, children, className }: { kind: string; id: string; children: ReactNode; className?: string }) {
  const path = PATHS[kind];
  if (!path) return <span className={className}>{children}</span>;
  return (
    <Link to={`${path}/${id}` as '/'} search={((search: Search) => kept(search)) as never} className={className}>
      {children}
    </Link>
  );
}
