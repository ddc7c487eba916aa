import { z } from 'zod/mini';
import { runStatuses } from '../../../../src/contract/run-status.ts';
import { sampleSources } from '../../../../src/contract/sample-source.ts';

const word = z.catch(z.optional(z.string()), undefined);

/** What of the list of runs stands in the address, in the words of `GET /api/runs`. A value that makes no sense is dropped. */
export const runsSearchSchema = z.object({
  /** Words in id, suite, project or the label of a target. */
  q: word,
  suite: word,
  target: word,
  status: z.catch(z.optional(z.enum(runStatuses)), undefined),
  source: z.catch(z.optional(z.enum(sampleSources)), undefined),
  project: word,
  /** Dates as the field for dates has them: 2031-04-01, in UTC. */
  since: z.catch(z.optional(z.iso.date()), undefined),
  until: z.catch(z.optional(z.iso.date()), undefined),
});
export type RunsSearch = z.infer<typeof runsSearchSchema>;

export const isFiltered = (search: RunsSearch): boolean => Object.values(search).some(Boolean);
