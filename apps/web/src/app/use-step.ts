import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Search } from './search';

/** The place in the replay, kept in the address: from 0, the last fact when the address names none. */
export function useStep(count: number): readonly [number, (at: number) => void] {
  const { step } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const at = Math.min(Math.max(0, count - 1), step === undefined ? count - 1 : step - 1);
  const seek = useCallback(
    (to: number) =>
      void navigate({ to: '.', search: ((search: Search) => ({ ...search, step: to + 1 })) as never, replace: true, resetScroll: false }),
    [navigate],
  );
  return [Math.max(0, at), seek];
}

/** The picture or the table, kept in the address too. */
export function useView(): readonly ['picture' | 'table', () => void] {
  const { view } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const toggle = useCallback(
    () =>
      void navigate({
        to: '.',
        search: ((search: Search) => ({ ...search, view: search.view === 'table' ? undefined : 'table' })) as never,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return [view === 'table' ? 'table' : 'picture', toggle];
}
