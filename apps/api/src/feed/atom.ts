import { OPEN_LICENCE } from '@app/exports';
import { subjectOfKind } from '@app/domain';
import type { News, Words } from '@app/timeline';
import type { Narrator } from '../reading/wire/narrator.js';
import { element } from './xml.js';

export interface AtomFeed {
  /** UUID of what is asked, whatever the page. */
  readonly id: string;
  readonly self: string;
  readonly next: string | null;
  /** The page for people. */
  readonly page: string;
  /** Whether all of it may be passed on. */
  readonly isOpen: boolean;
}

/** Of a feed that holds nothing: it has not changed since. */
const NEVER = '1970-01-01T00:00:00Z';

/** A page of news as an Atom feed (RFC 4287; pages after RFC 5005). An entry is its event: a correction brings it up again under the same name. */
export function atomOf(news: readonly News[], narrator: Narrator, words: Words, feed: AtomFeed): string {
  const { title, subtitle, author } = TEXTS[words.language];
  const link = (rel: string, href: string, type?: string) => element('link', { rel, href, type });
  const parts = [
    element('id', {}, `urn:uuid:${feed.id}`),
    element('title', {}, title),
    element('subtitle', {}, subtitle),
    element('updated', {}, news[0]?.since ?? NEVER),
    element('author', {}, [element('name', {}, author)]),
    element('generator', {}, 'Palimpseste'),
    link('self', feed.self, ATOM),
    link('alternate', feed.page, 'text/html'),
    ...(feed.next === null ? [] : [link('next', feed.next, ATOM)]),
    ...(feed.isOpen ? [element('rights', {}, OPEN_LICENCE.name), link('license', OPEN_LICENCE.url)] : []),
    ...news.map((one) => entryOf(one, narrator, words)),
  ];
  const root = { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': words.language };
  return `<?xml version="1.0" encoding="utf-8"?>\n${element('feed', root, parts)}\n`;
}

export const ATOM = 'application/atom+xml';

function entryOf({ entry, since }: News, narrator: Narrator, { language }: Words): string {
  const told = narrator.entry(entry);
  const { subject, occurred, sources, commune } = told;
  const { said, date, place, source } = TEXTS[language];
  const lines = [
    told.sentence,
    ...(occurred ? [`${date}${occurred.text}`] : []),
    ...(commune ? [`${place}${commune.name ?? commune.code}`] : []),
    ...sources.map(({ id, title, publisher, locator }) => `${source}${[title ?? id, publisher, locator].filter(Boolean).join(', ')}`),
  ];
  return element('entry', {}, [
    element('id', {}, `urn:uuid:${told.id}`),
    element('title', {}, `${subject.name ?? subject.id}${said}${told.sentence}`),
    element('updated', {}, since),
    element('link', { rel: 'alternate', href: pageOf(subject), type: 'text/html' }),
    element('link', { rel: 'related', href: subject.href, type: 'application/json' }),
    ...sources.flatMap(({ url, title }) => (isWeb(url) ? [element('link', { rel: 'via', href: url, title })] : [])),
    element('category', { term: told.type }),
    element('category', { term: subject.kind, label: subject.kindLabel }),
    ...(told.theme === null ? [] : [element('category', { term: told.theme })]),
    element('content', { type: 'text' }, lines.join('\n')),
  ]);
}

/** What a source gives as its address is text like any other. */
const isWeb = (url: string | null): url is string => url !== null && /^https?:\/\/[^\s<>"{}|\\^`]+$/.test(url);

const pageOf = ({ kind, id }: { kind: string; id: string }): string => {
  const plural = subjectOfKind(kind)?.plural ?? kind;
  return `/${PAGES[plural] ?? plural}/${encodeURIComponent(id)}`;
};

/** The pages whose address is in French. */
const PAGES: Readonly<Record<string, string>> = { territories: 'territoires' };

const TEXTS = {
  fr: {
    title: 'Palimpseste : ce que l’on vient d’apprendre',
    subtitle: 'Les faits de la frise, le dernier appris ou corrigé d’abord',
    author: 'Palimpseste',
    said: '\u00a0: ',
    date: 'Date\u00a0: ',
    place: 'Commune\u00a0: ',
    source: 'Source\u00a0: ',
  },
  en: {
    title: 'Palimpseste: what was learnt last',
    subtitle: 'Facts of the timeline, the last learnt or corrected first',
    author: 'Palimpseste',
    said: ': ',
    date: 'Date: ',
    place: 'Municipality: ',
    source: 'Source: ',
  },
};
