import { keepPreviousData } from '@tanstack/react-query';
import type { Run } from '../../../src/contract/run.ts';

/** For what is made of a whole run: asked again while that goes on; the run's status in the key asks once more when it ends. */
export function whileRunning(status: Run['status'], everyMs: number) {
  return {
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    refetchInterval: status === 'running' ? everyMs : (false as const),
  };
}
