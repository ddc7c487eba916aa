import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { CaseFilters, CaseSearch } from './case-search.ts';
import { useGrid, type Grid } from './use-grid.ts';

const noFilters = {
  right: undefined,
  wrong: undefined,
  outcome: undefined,
  category: undefined,
  search: undefined,
};

export interface CaseView {
  grid: Grid;
  filters: CaseFilters;
  /** Narrows the grid, and goes back to its first row. */
  filter: (changes: Partial<CaseFilters>) => void;
  clear: () => void;
  openCase: string | undefined;
  /** Opens the case at a row of the grid, as soon as it is known which that is. */
  open: (index: number) => void;
  close: () => void;
  /** Row that the keyboard is at. */
  active: number;
  setActive: (index: number) => void;
  setShown: (rows: { first: number; last: number }) => void;
}

/** The grid with what is chosen in it. Filters and the open case stand in the address, the rest is this visit's. */
export function useCaseView(runId: string, targetIds: string[]): CaseView {
  const { case: openCase, ...filters } = useSearch({ from: '/runs/$runId/cases' });
  const navigate = useNavigate({ from: '/runs/$runId/cases' });
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const [active, setActive] = useState(0);
  const grid = useGrid(runId, filters, targetIds, { shown, active });
  const { history } = useRouter();
  /** The open case is an entry of the history: the back button closes it. */
  const isEntry = useRef(false);
  const change = (changes: Partial<CaseSearch>, replace = true) =>
    void navigate({ search: (old) => ({ ...old, ...changes }), replace, resetScroll: false });
  const show = (caseId: string) => {
    if (openCase === undefined) isEntry.current = true;
    change({ case: caseId }, openCase !== undefined);
  };
  const filter = (changes: Partial<CaseFilters>) => {
    setActive(0);
    change(changes);
  };
  return {
    grid,
    filters,
    filter,
    clear: () => filter(noFilters),
    openCase,
    open: (index) => {
      const row = grid.rowAt(index);
      setActive(index);
      if (row) show(row.case_id);
      else void grid.fetchRow(index).then((fetched) => fetched && show(fetched.case_id));
    },
    close() {
      if (isEntry.current) history.back();
      else change({ case: undefined });
      isEntry.current = false;
    },
    active,
    setActive,
    setShown,
  };
}
