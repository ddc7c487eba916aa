/** What an exported file says of its run, held to what a run is: ids become paths and keys, so they must be ids. */
import { z } from 'zod';
import { isId } from '../../base/id.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ExportedRow, RunMeta } from '../../exchange/record-rows.ts';
import { issueProblems } from '../../contract/problems/issue-problems.ts';
import { runCaseSchema } from '../../contract/run-case.ts';
import { runSchema } from '../../contract/run.ts';

const metaSchema = z.object({ run: runSchema, cases: z.array(runCaseSchema) });

const expectedId = 'Expected a UUID in lower case: export the run again.';

/** Throws `usage` with the field that is wrong. */
export function readMeta(meta: RunMeta, place: number, file: string): RunMeta {
  const read = metaSchema.safeParse(meta);
  if (read.success) return meta;
  const noun = `row ${place}`;
  throw new AssayError('usage', `Row ${place} of ${file} is no run.`, {
    problems: issueProblems(read.error.issues, { schema: metaSchema, value: meta, noun }),
    remedy: 'Export the run again.',
  });
}

/** Throws `usage` for a row of another run, or with an id that is none. */
export function checkRow(found: ExportedRow, runId: string, place: number, file: string): void {
  if (found.kind === 'run') return;
  const { run_id, sample_id } = found.kind === 'sample' ? found.record.sample : found.retried;
  if (!isId(sample_id))
    throw new AssayError('usage', `row ${place} of ${file}: sample_id is ${JSON.stringify(sample_id)}`, {
      remedy: expectedId,
    });
  if (run_id !== runId)
    throw new AssayError(
      'usage',
      `row ${place} of ${file} is of run ${JSON.stringify(run_id)}, the file of run ${runId}`,
      { remedy: 'Expected the rows of one run: export the run again.' },
    );
}
