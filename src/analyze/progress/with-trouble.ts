import type { Run } from '../../contract/run.ts';

/** The run with what now keeps it from being kept, or without. */
export function withTrouble({ trouble: _before, ...run }: Run, message: string | null): Run {
  return message === null ? run : { ...run, trouble: message };
}
