import { resolve } from 'node:path';
import { newId } from '../../base/id.ts';
import { wallClockMs } from '../../base/clock.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { planRun } from '../../plan/plan-run.ts';
import { keyVariableOf } from '../../providers/endpoint.ts';
import { planJson, planTable } from '../../report/plan-table.ts';
import { budgetOf } from '../../spend/budget-scopes.ts';
import type { RunCommand } from '../command.ts';
import type { planSpec } from '../specs/run.ts';
import { findUnpriced } from '../../app/run/find-unpriced.ts';
import { findSimulator } from '../../app/run/find-simulator.ts';
import { assertBatchable } from '../../app/run/assert-batchable.ts';
import { measuredHistory } from '../../app/run/measured-history.ts';
import { requireTargets } from '../../app/run/require-targets.ts';
import { pricesGiven } from '../../app/stored/read-prices.ts';
import { unsupportedNotes } from '../../app/run/unsupported-notes.ts';
import { readBudget } from '../../app/run/read-budget.ts';
import { keyNotes, outsideNotes } from '../reach-notes.ts';
import { readSuite } from '../../app/suite/read-suite.ts';
import { detectSandbox } from '../../app/score/scorer-services.ts';

/** Says what a run would do and cost; sends nothing. */
export const run: RunCommand<typeof planSpec> = async ([path = ''], options, context) => {
  const files: string[] = [];
  const onFile = (file: string) => void files.push(file);
  const place = resolve(context.cwd, path);
  const read = requireTargets(await readSuite(place, options, { isScored: true, onFile }));
  const { suite } = await findSimulator(read, options, context.env);
  assertBatchable(suite, {});
  const given = await pricesGiven(context.cwd, options.prices);
  const overrides = given.prices?.overrides ?? {};
  const at = wallClockMs();
  const prices = createPriceBook({ at, overrides });
  const plan = planRun(suite, {
    runId: newId(),
    priceOf: (target) => prices.priceOf(target)?.price ?? null,
    history: await measuredHistory({
      dataDir: context.dataDir,
      suite,
      costOf: (tokens, target) => prices.costOf(tokens, target, at)?.nanousd ?? null,
    }),
  });
  const sandboxIsolation = await detectSandbox(suite, place, context);
  const budget = await readBudget(context.dataDir);
  const unpricedModels = findUnpriced({
    suite,
    budgets: [budgetOf(suite), ...(budget ? [budget] : [])],
    prices,
    keyOf: (target) => keyVariableOf(target, context.env),
  });
  const notes = [
    ...(await unsupportedNotes(suite)),
    ...(await outsideNotes(place, files)),
    ...keyNotes(suite, context.env),
  ];
  const { color, width } = context;
  context.print(
    context.json
      ? planJson(plan, { sandboxIsolation, unpricedModels, notes })
      : planTable(plan, { color, width, sandboxIsolation, unpricedModels, notes }),
  );
  return 'ok';
};
