import { z } from 'zod';
import type { ResultStore } from '../../contract/result-store.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import { reportJunit } from '../../report/document/report-junit.ts';
import { wrongAnswer, type WrongAnswer } from '../../report/wrong-answers-text.ts';
import { requireRun } from '../data/require-run.ts';
import { runInput } from '../input.ts';
import { defineUseCase } from '../use-case.ts';

const placeOf = (runId: string, targetId: string, caseId: string) =>
  JSON.stringify([runId, targetId, caseId]);

/** What was wrong, or failed, by run, target and case. */
async function failedAnswers(store: ResultStore, runId: string, found: Map<string, WrongAnswer[]>) {
  for await (const records of store.records(runId))
    for (const record of records) {
      const { target_id: target, case_id: caseId, quality, outcome, is_warmup: isWarmup } = record.sample;
      if (isWarmup || (outcome === 'ok' && (quality === null || quality >= 1))) continue;
      const place = placeOf(runId, target, caseId);
      found.set(place, [...(found.get(place) ?? []), wrongAnswer(record)]);
    }
}

/** A run without results yet has no tests. */
export const junitReport = defineUseCase({
  name: 'junitReport',
  summary:
    'Runs as a JUnit report (XML): each case of each target is a test, with what its wrong answers said',
  input: z.strictObject({ runs: z.array(runInput).max(100).default(['latest']) }),
  output: z.string(),
  run: ({ runs }, { withStore }) =>
    withStore(async (store) => {
      const tables: ResultTable[] = [];
      const answers = new Map<string, WrongAnswer[]>();
      for (const named of runs) {
        const { run_id: id } = await requireRun(store, named);
        const table = await store.table(id);
        if (!table) continue;
        await failedAnswers(store, id, answers);
        tables.push(table);
      }
      return reportJunit(tables, (...place) => answers.get(placeOf(...place)) ?? []);
    }),
});
