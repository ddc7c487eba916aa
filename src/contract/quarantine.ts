/** What cannot be stored and must hold up nothing else: rows that the results refuse, attempts that no row can be made of, each with the reason. */
import type { Attempt } from './attempt.ts';
import type { SampleBatch } from './sample.ts';

export interface RefusedRows {
  rows: SampleBatch;
  reason: string;
}

export interface Quarantine {
  /** Resolves once the rows are safe. */
  add(refused: readonly RefusedRows[]): Promise<void>;
  addAttempt(attempt: Attempt, reason: string): Promise<void>;
  /** Samples and retried attempts that are in it, each once. */
  readonly count: number;
}

/** One entry as it is kept. */
export type QuarantineEntry = { reason: string } & Partial<SampleBatch> & { attempt?: Partial<Attempt> };

const keysOfRows = ({ samples = [], retried = [] }: Partial<SampleBatch>): string[] => [
  ...samples.map(({ sample_id }) => sample_id),
  ...retried.map(({ sample_id, attempt }) => `${sample_id} ${attempt}`),
];

/** What an entry is about: the same again is not counted twice. */
export const quarantineKeys = ({ attempt, ...rows }: QuarantineEntry): string[] =>
  attempt ? [JSON.stringify(attempt)] : keysOfRows(rows);

/** `append`: makes entries last. `known`: what is in it already. */
export function createQuarantine(
  append: (entries: QuarantineEntry[]) => Promise<void>,
  known: Iterable<string> = [],
): Quarantine {
  const keys = new Set(known);
  const add = async (entries: QuarantineEntry[]) => {
    await append(entries);
    for (const entry of entries) for (const key of quarantineKeys(entry)) keys.add(key);
  };
  return {
    add: (refused) => add(refused.map(({ rows, reason }) => ({ reason, ...rows }))),
    addAttempt: (attempt, reason) => add([{ reason, attempt }]),
    get count() {
      return keys.size;
    },
  };
}
