import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { hiddenOf, hideWord, type OverviewSearch } from './overview-search.ts';

/** What is chosen on the overview. All of it stands in the address. */
export function useOverviewView(targetIds: readonly string[]) {
  const search = useSearch({ from: '/runs/$runId/' });
  const navigate = useNavigate({ from: '/runs/$runId/' });
  const change = useCallback(
    (changes: (old: OverviewSearch) => Partial<OverviewSearch>) =>
      void navigate({
        search: (old) => ({ ...old, ...changes(old) }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const hidden = useMemo(() => hiddenOf(search.hide, targetIds), [search.hide, targetIds]);
  const toggle = useCallback(
    (id: string) =>
      change((old) => {
        const before = hiddenOf(old.hide, targetIds);
        const after = before.has(id) ? [...before].filter((other) => other !== id) : [...before, id];
        return { hide: hideWord(new Set(after), targetIds) };
      }),
    [change, targetIds],
  );
  return { search, change, hidden, toggle };
}
