import { z } from 'zod';
import { repeatReport } from '../../analyze/repeats/repeat-report.ts';
import { AssayError } from '../../contract/errors.ts';
import { gridPageSchema, type GridPage } from '../../contract/grid.ts';
import { repeatReportSchema } from '../../contract/repeats.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { runSchema, type Run } from '../../contract/run.ts';
import { sampleRecordSchema } from '../../contract/sample.ts';
import { runInput, word } from '../input.ts';
import { requireRun } from '../data/require-run.ts';
import { defineUseCase } from '../use-case.ts';
import { shortRunId } from '../../view/short-run-id.ts';

const pageSize = 500;

async function allCases(store: ResultStore, run: Run): Promise<GridPage['cases']> {
  const targetIds = run.targets.map((target) => target.id);
  const cases: GridPage['cases'] = [];
  for (;;) {
    const page = await store.grid({ runId: run.run_id, targetIds, offset: cases.length, limit: pageSize });
    cases.push(...page.cases);
    if (page.cases.length === 0 || cases.length >= page.total) return cases;
  }
}

export const listCases = defineUseCase({
  name: 'listCases',
  summary: 'The cases of a run with the result of every target',
  input: z.strictObject({ run: runInput }),
  output: z.object({ run: runSchema, cases: gridPageSchema.shape.cases }),
  run: ({ run: id }, { withStore }) =>
    withStore(async (store) => {
      const run = await requireRun(store, id);
      return { run, cases: await allCases(store, run) };
    }),
});

/** Throws `usage` for a case that the run does not have. */
export const showCase = defineUseCase({
  name: 'showCase',
  summary: 'One case of a run: prompt, answers and scores of every target',
  input: z.strictObject({ run: runInput, caseId: word }),
  output: z.object({ run: runSchema, samples: z.array(sampleRecordSchema) }),
  run: ({ run: id, caseId }, { withStore }) =>
    withStore(async (store) => {
      const run = await requireRun(store, id);
      const samples = await store.caseDetail(run.run_id, caseId);
      if (samples.length > 0) return { run, samples };
      const short = shortRunId(run.run_id);
      throw new AssayError('usage', `Run ${short} has no answer to a case "${caseId}".`, {
        remedy: `See its cases: \`assay show ${short} --cases\`.`,
      });
    }),
});

export const showRepeats = defineUseCase({
  name: 'showRepeats',
  summary: 'How the repeats of a run’s cases agree',
  input: z.strictObject({ run: runInput }),
  output: z.object({ run: runSchema, report: repeatReportSchema }),
  run: ({ run: id }, { withStore }) =>
    withStore(async (store) => {
      const run = await requireRun(store, id);
      return { run, report: repeatReport(run, await store.table(run.run_id)) };
    }),
});
