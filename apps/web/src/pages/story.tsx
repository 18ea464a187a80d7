import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { read, readSteps } from '../api/client';
import type { History, Step, Story } from '../api/types';
import { useLanguage } from '../app/language';
import { momentOf, type Search } from '../app/search';
import { useStep, useView } from '../app/use-step';
import { MomentBar } from '../moment/moment-bar';
import { Failed, Loading } from '../shared/answers';
import { News } from '../shared/news';
import { useTitle } from '../shared/use-title';
import { Claims } from '../story/claims';
import { HistoryLog } from '../story/history-log';
import { StatePanel } from '../story/state-panel';
import { Chart } from '../timeline/chart';
import { Fact } from '../timeline/fact';
import { FactTable } from '../timeline/fact-table';
import { PlayerBar } from '../timeline/player-bar';
import { usePlayer } from '../timeline/use-player';

/** One story: what happened, replayed with the state beside it; what the sources say; when it was recorded. */
export function StoryPage({ plural, id }: { plural: string; id: string }) {
  const { words } = useLanguage();
  const search = useSearch({ strict: false }) as Search;
  const query = momentOf(search);
  const path = `/${plural}/${encodeURIComponent(id)}`;
  const story = useQuery({
    queryKey: ['story', path, query],
    queryFn: ({ signal }) => read<Story>(path, query, signal),
    placeholderData: (before) => before,
  });
  const steps = useQuery({
    queryKey: ['steps', path, query],
    queryFn: ({ signal }) => stepsOf(plural, path, query, signal),
    enabled: story.isSuccess,
    placeholderData: (before) => before,
  });
  const history = useQuery({
    queryKey: ['history', path, query],
    queryFn: ({ signal }) => read<History>(`${path}/history`, { ...query, limit: 500 }, signal),
    enabled: story.isSuccess,
  });
  const name = story.data?.subject.name ?? '';
  useTitle(name);
  if (story.isError) {
    const dated = search.at ?? search.asOf;
    return dated ? (
      <>
        <div className="instrument">
          <MomentBar />
        </div>
        <p className="notice" role="status">
          {words.nothingKnown}
        </p>
      </>
    ) : (
      <Failed error={story.error} again={() => void story.refetch()} />
    );
  }
  if (steps.isError) return <Failed error={steps.error} again={() => void steps.refetch()} />;
  if (!story.data) return <Loading />;
  return (
    <>
      <header className="page-head">
        <p className="eyebrow">{story.data.subject.kindLabel}</p>
        <h1>{name}</h1>
        <p className="lead">
          {[story.data.state.commune?.name, story.data.state.status?.label, words.facts(story.data.facts)].filter(Boolean).join(' · ')}
        </p>
        <p className="page-tools">
          <a href={location.href}>{words.permalink}</a>
          <button type="button" className="plain" onClick={() => print()}>
            {words.print}
          </button>
        </p>
      </header>
      <div className="instrument">
        <MomentBar />
      </div>
      <News about={{ subject: `${story.data.subject.kind}-${id}` }} />
      {steps.data ? <Replayed steps={steps.data} id={id} isSite={plural === 'sites'} /> : <Loading />}
      <Claims groups={story.data.claims.groups} disputes={story.data.claims.disputes} />
      {history.data ? <HistoryLog history={history.data} path={path} query={query} /> : null}
    </>
  );
}

/** Sites have a replay with the state after each fact; other subjects tell their facts without it. */
async function stepsOf(plural: string, path: string, query: ReturnType<typeof momentOf>, signal: AbortSignal): Promise<Step[]> {
  if (plural === 'sites') return readSteps(`${path}/replay`, query, signal);
  const [{ items }, { state }] = await Promise.all([
    read<{ items: Step['entry'][] }>(`${path}/timeline`, { ...query, limit: 500 }, signal),
    read<Story>(path, query, signal),
  ]);
  return items.map((entry, index) => ({ index, total: items.length, entry, state }));
}

function Replayed({ steps, id, isSite }: { steps: readonly Step[]; id: string; isSite: boolean }) {
  const { words } = useLanguage();
  const [at, seek] = useStep(steps.length);
  const [view, toggle] = useView();
  const player = usePlayer(steps.length, at, seek);
  const current = steps[player.at];
  const entries = steps.map(({ entry }) => entry);
  if (!current) return <p className="notice">{words.nothingKnown}</p>;
  return (
    <section className="story" aria-label={words.replay}>
      <h2>{words.story}</h2>
      {view === 'picture' ? (
        <Chart entries={entries} at={player.at} onPick={player.seek} />
      ) : (
        <FactTable entries={entries} at={player.at} onPick={player.seek} />
      )}
      <PlayerBar player={player} count={steps.length} label={current.entry.sentence} onTable={toggle} />
      <div className="beside">
        <div className="now" aria-live={player.playing ? 'off' : 'polite'}>
          <Fact entry={current.entry} withSubject={current.entry.subject.id !== id} />
        </div>
        <StatePanel state={current.state} title={isSite ? words.state : words.stateOf} isSite={isSite} />
      </div>
    </section>
  );
}
