import { z } from 'zod';
import { newId } from '../../base/id.ts';
import type { Plan } from '../../contract/plan.ts';
import type { SandboxIsolation } from '../../contract/program.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { planRun } from '../../plan/plan-run.ts';
import { keyVariableOf } from '../../providers/endpoint.ts';
import type { UnpricedModels } from '../../report/unpriced-note.ts';
import { budgetOf } from '../../spend/budget-scopes.ts';
import { detectSandbox } from '../score/scorer-services.ts';
import { pricesInput } from '../stored/read-prices.ts';
import { readSuite } from '../suite/read-suite.ts';
import { suiteChangesSchema, suiteSourceSchema } from '../suite/suite-source.ts';
import { defineUseCase } from '../use-case.ts';
import { assertBatchable } from './assert-batchable.ts';
import { findSimulator } from './find-simulator.ts';
import { findUnpriced } from './find-unpriced.ts';
import { measuredHistory } from './measured-history.ts';
import { keyNotes, outsideNotes } from './reach-notes.ts';
import { readBudget } from './read-budget.ts';
import { requireTargets } from './require-targets.ts';
import { pricesFor } from './run-prices.ts';
import { simulatorSchema } from './run-spec.ts';
import { unsupportedNotes } from './unsupported-notes.ts';

export interface PlanFindings {
  /** Every call in order; tokens, cost and time of each target. */
  plan: Plan;
  /** What keeps programs of scorers in; `null`: the suite runs none. */
  sandboxIsolation: SandboxIsolation | { refused: string } | null;
  /** Models that a cap could not stop. */
  unpricedModels: UnpricedModels;
  /** What to know before a run, a sentence each. */
  notes: string[];
}

export const plan = defineUseCase({
  name: 'plan',
  summary: 'Says what a run would ask, what it would cost and how long it would take; makes no model calls.',
  input: z.strictObject({
    suite: suiteSourceSchema,
    ...suiteChangesSchema.shape,
    simulator: simulatorSchema.optional(),
    prices: pricesInput.optional(),
  }),
  output: z.custom<PlanFindings>(),
  async run({ suite: source, simulator, prices: given, ...changes }, context) {
    const files: string[] = [];
    const onFile = (file: string) => void files.push(file);
    const { suite: read, path } = await readSuite(source, changes, context, { isScored: true, onFile });
    const { suite } = await findSimulator(requireTargets(read), simulator, context.env);
    assertBatchable(suite, {});
    const { dataDir, env, cwd, clock } = context;
    const at = clock.wallClockMs();
    const { prices: own } = await pricesFor(given, context);
    const prices = createPriceBook({ at, overrides: own?.overrides ?? {} });
    const costOf: Parameters<typeof measuredHistory>[0]['costOf'] = (tokens, target) =>
      prices.costOf(tokens, target, at)?.nanousd ?? null;
    const history = await measuredHistory({ dataDir, suite, costOf });
    const priceOf = (target: Parameters<typeof prices.priceOf>[0]) => prices.priceOf(target)?.price ?? null;
    const budget = await readBudget(dataDir);
    return {
      plan: planRun(suite, { runId: newId(), priceOf, history }),
      sandboxIsolation: await detectSandbox(suite, path, context),
      unpricedModels: findUnpriced({
        suite,
        budgets: [budgetOf(suite), ...(budget ? [budget] : [])],
        prices,
        keyOf: (target) => keyVariableOf(target, env),
      }),
      notes: [
        ...(await unsupportedNotes(suite)),
        ...(await outsideNotes(path ?? cwd, files)),
        ...keyNotes(suite, env),
      ],
    };
  },
});
