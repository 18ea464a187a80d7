import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { address } from '../api/client';
import { useLanguage } from '../app/language';
import type { Search } from '../app/search';

/** What a page is about, as the change feed names it: a territory, or a subject (`site-bridgestone-bethune`). */
export type About = { readonly territory: string } | { readonly subject: string };

/** Says that something new was recorded about what the page shows, and reads it again when the reader asks: never by itself. */
export function News({ about }: { about: About }) {
  const { words } = useLanguage();
  const queries = useQueryClient();
  const { asOf } = useSearch({ strict: false }) as Search;
  const [isNew, forget] = useNews(address('/events/stream', about), asOf === undefined);
  const refresh = () => {
    forget();
    void queries.invalidateQueries();
  };
  return (
    <div className="news" role="status">
      {isNew ? (
        <p>
          {words.news} —{' '}
          <button type="button" onClick={refresh}>
            {words.refresh}
          </button>
        </p>
      ) : null}
    </div>
  );
}

/**
 * Whether something was recorded since the page was read. One stream is open, while the page is seen and nothing new is known; a stream that is
 * refused ends it quietly: the page stays what it is without. What is known by a day of the past never changes: nobody waits for it.
 */
function useNews(stream: string, waits: boolean): readonly [boolean, () => void] {
  const [seen, setSeen] = useState<{ readonly stream: string; readonly isNew: boolean }>();
  const isNew = seen?.stream === stream && seen.isNew;
  useEffect(() => {
    if (!waits || isNew) return;
    let source: EventSource | undefined;
    // Where the feed stands: what comes while the page is hidden is told when it is seen again.
    let place: string | undefined;
    let isRefused = false;
    const close = () => {
      source?.close();
      source = undefined;
    };
    const open = () => {
      if (source || isRefused || document.visibilityState === 'hidden') return;
      const cursor = place === undefined ? '' : `&cursor=${encodeURIComponent(place)}`;
      const opened = new EventSource(`${stream}${cursor}`);
      source = opened;
      opened.addEventListener('start', ({ lastEventId }) => (place = lastEventId));
      opened.addEventListener('change', () => {
        close();
        setSeen({ stream, isNew: true });
      });
      opened.onerror = () => {
        // The browser comes back by itself after a break, and not where it was refused.
        if (opened.readyState !== EventSource.CLOSED) return;
        isRefused = true;
        close();
      };
    };
    const look = () => (document.visibilityState === 'hidden' ? close() : open());
    document.addEventListener('visibilitychange', look);
    open();
    return () => {
      document.removeEventListener('visibilitychange', look);
      close();
    };
  }, [stream, waits, isNew]);
  return [isNew, () => setSeen(undefined)];
}
