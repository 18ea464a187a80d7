import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { read, readTimeline } from '../api/client';
import type { Story } from '../api/types';
import { useLanguage } from '../app/language';
import { momentOf, type Search } from '../app/search';
import { useStep, useView } from '../app/use-step';
import { MomentBar } from '../moment/moment-bar';
import { Failed, Loading } from '../shared/answers';
import { News } from '../shared/news';
import { useTitle } from '../shared/use-title';
import { Chart } from '../timeline/chart';
import { Fact } from '../timeline/fact';
import { FactTable } from '../timeline/fact-table';
import { Filters } from '../timeline/filters';
import { PlayerBar } from '../timeline/player-bar';
import { usePlayer } from '../timeline/use-player';

/** The whole transformation of a territory: picture, table, replay, in two times. */
export function TerritoryPage({ id }: { id: string }) {
  const { words } = useLanguage();
  const search = useSearch({ strict: false }) as Search;
  const query = { ...momentOf(search), kind: search.kind, q: search.q, disputed: search.disputed };
  const name = useQuery({
    queryKey: ['territory', id, search.lang],
    queryFn: ({ signal }) => read<Story>(`/territories/${id}`, { lang: search.lang ?? 'fr' }, signal),
  });
  const timeline = useQuery({
    queryKey: ['timeline', id, query],
    queryFn: ({ signal }) => readTimeline('/timeline', { ...query, territory: id }, signal),
    placeholderData: (before) => before,
  });
  const title = name.data?.subject.name ?? '';
  useTitle(title);
  if (name.isError) return <Failed error={name.error} again={() => void name.refetch()} />;
  if (timeline.isError) return <Failed error={timeline.error} again={() => void timeline.refetch()} />;
  return (
    <>
      <header className="page-head">
        <p className="eyebrow">{words.territory}</p>
        <h1>{title || '\u00a0'}</h1>
      </header>
      <div className="instrument">
        <MomentBar />
        <Filters />
      </div>
      <News about={{ territory: id }} />
      {timeline.data ? <Told {...timeline.data} /> : <Loading />}
    </>
  );
}

function Told({ entries, more }: Awaited<ReturnType<typeof readTimeline>>) {
  const { words } = useLanguage();
  const search = useSearch({ strict: false }) as Search;
  const [at, seek] = useStep(entries.length);
  const [view, toggle] = useView();
  const player = usePlayer(entries.length, at, seek);
  const current = entries[player.at];
  if (!current) return <p className="notice">{search.asOf ? words.nothingKnown : words.nothing}</p>;
  return (
    <>
      <div className="count-line">
        <p role="status">{more ? words.more(entries.length) : words.facts(entries.length)}</p>
        <div className="views" role="group">
          <button type="button" aria-pressed={view === 'picture'} onClick={() => view === 'table' && toggle()}>
            {words.picture}
          </button>
          <button type="button" aria-pressed={view === 'table'} onClick={() => view === 'picture' && toggle()}>
            {words.table}
          </button>
        </div>
      </div>
      {view === 'picture' ? (
        <Chart entries={entries} at={player.at} onPick={player.seek} />
      ) : (
        <FactTable entries={entries} at={player.at} onPick={player.seek} />
      )}
      <PlayerBar player={player} count={entries.length} label={`${current.subject.name ?? ''} : ${current.sentence}`} onTable={toggle} />
      <section className="now" aria-live={player.playing ? 'off' : 'polite'}>
        <Fact entry={current} />
      </section>
    </>
  );
}
