import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { sharedTable } from '../../analyze/table/shared-places.ts';
import { cellsOf, inComputePool } from '../../compute-pool/compute-pool.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import { routeReportSchema } from '../../contract/route.ts';
import { runSchema } from '../../contract/run.ts';
import { caseSignals, type CaseSignal, type SignalsWanted } from '../../decide/route/case-signals.ts';
import { requireTable } from '../data/require-table.ts';
import { defineUseCase } from '../use-case.ts';
import { numberInput, runInput, word } from '../input.ts';
import { notifyPartial } from './notify-partial.ts';

async function* withoutPayloads(store: ResultStore, id: string): AsyncGenerator<SampleRecord[]> {
  for await (const batch of store.samples(id)) yield batch.map((sample) => ({ sample, payload: null }));
}

/** Nothing is read when nothing is wanted. */
async function signalsOf(
  store: ResultStore,
  id: string,
  table: ResultTable,
  wanted: SignalsWanted,
): Promise<Map<string, CaseSignal[]>> {
  if (wanted.checks.length === 0 && !wanted.agreement) return new Map();
  const records = wanted.agreement ? store.records(id) : withoutPayloads(store, id);
  const signals = await caseSignals(table, records, wanted);
  const all = [...signals.values()].flat().map(({ on }) => on);
  for (const name of wanted.checks)
    if (!all.some((on) => on.on === 'check' && on.score === name))
      throw new AssayError('usage', `--check is "${name}", and no answer of this run has such a score`, {
        remedy: '`assay show --json` lists the scores of a run.',
      });
  if (wanted.agreement && !all.some(({ on }) => on === 'agreement'))
    throw new AssayError('usage', '--agreement needs answers of cases that were run more than once', {
      remedy: 'Run the suite with --repeats 3, and keep its answers.',
    });
  return signals;
}

/** Throws `usage` for a signal that the run does not have. */
export const route = defineUseCase({
  name: 'route',
  summary: 'Evaluates routing policies and cascades: a model per call instead of one for all',
  input: z.strictObject({
    run: runInput,
    margin: numberInput(numberRules.margin)
      .default(0.02)
      .describe('quality below the best that is acceptable'),
    checks: z.array(word).default([]).describe('scores that may send a call to the stronger model'),
    agreement: z.boolean().default(false).describe('also try agreement of repeated answers'),
  }),
  output: z.object({ run: runSchema, report: routeReportSchema }),
  async run({ run: id, margin, ...wanted }, context) {
    const { run, table, shared, signals } = await context.withStore(async (store) => {
      const found = await requireTable(store, id);
      const part = sharedTable(found.run, found.table);
      return {
        run: found.run,
        ...part,
        signals: await signalsOf(store, found.run.run_id, part.table, wanted),
      };
    });
    notifyPartial(context, shared);
    return { run, report: await inComputePool(cellsOf(table), 'route', { run, table, margin, signals }) };
  },
});
