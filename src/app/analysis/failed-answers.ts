import { z } from 'zod';
import type { ResultTable } from '../../contract/result-table.ts';
import { wrongAnswer, type WrongAnswer } from '../../report/wrong-answers-text.ts';
import { defineUseCase } from '../use-case.ts';
import { runInput } from '../input.ts';

/** Of a run, its table and the answers that failed by target and case. */
export interface FailedAnswers {
  table: ResultTable;
  /** By `[target id, case id]` as JSON. */
  answers: Map<string, WrongAnswer[]>;
}

export const failedAnswers = defineUseCase({
  name: 'failedAnswers',
  summary: 'The answers of runs that were wrong or failed, with the reason of each',
  input: z.object({ runs: z.array(runInput) }),
  output: z.custom<FailedAnswers[]>(),
  run: ({ runs }, { withStore }) =>
    withStore(async (store) => {
      const found: FailedAnswers[] = [];
      for (const id of runs) {
        const table = await store.table(id);
        if (!table) continue;
        const answers: FailedAnswers['answers'] = new Map();
        for await (const records of store.records(id))
          for (const record of records) {
            const {
              target_id: target,
              case_id: caseId,
              quality,
              outcome,
              is_warmup: isWarmup,
            } = record.sample;
            if (isWarmup || (outcome === 'ok' && (quality === null || quality >= 1))) continue;
            const key = JSON.stringify([target, caseId]);
            answers.set(key, [...(answers.get(key) ?? []), wrongAnswer(record)]);
          }
        found.push({ table, answers });
      }
      return found;
    }),
});
