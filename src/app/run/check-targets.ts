import { z } from 'zod';
import { targetChecksSchema, type Ability, type TargetCheck } from '../../contract/provider.ts';
import type { Suite, Target } from '../../contract/suite.ts';
import { measure } from '../../measure/measure.ts';
import { createPriceBook, type PriceBook } from '../../measure/price-book.ts';
import { judgeTargets } from '../../plan/judge-targets.ts';
import { checkTarget, type CheckedTarget } from '../../providers/check-target.ts';
import type { AppContext } from '../context.ts';
import { readSuite } from '../suite/read-suite.ts';
import { suiteChangesSchema, suiteSourceSchema } from '../suite/suite-source.ts';
import { defineUseCase } from '../use-case.ts';
import { findSimulator, type Simulation } from './find-simulator.ts';
import { requireTargets } from './require-targets.ts';
import { simulatorSchema } from './run-spec.ts';

/** Targets tried at the same time. */
const atOnce = 4;

function costOf({ results }: CheckedTarget, target: Target, prices: PriceBook, startedAtMs: number) {
  // what never came to an answer is not billed
  const billed = results.filter(({ httpStatus }) => httpStatus !== null && httpStatus < 400);
  const costs = billed.map((result) => measure({ ...result, startedAtMs }, target, prices).cost_nanousd);
  const isKnown = results.length > 0 && costs.every((cost) => cost !== null);
  return isKnown ? costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) : null;
}

/** What a run of this suite needs of a target. */
function neededBy(suite: Suite, target: Target): Ability[] {
  return [
    'answers',
    ...(suite.cases.some((testCase) => testCase.tools.length > 0) ? (['tools'] as const) : []),
    ...(target.parameters.responseFormat === 'json' ? (['json'] as const) : []),
  ];
}

async function check(
  { batch: _batch, ...target }: Target,
  { simulated }: Simulation,
  prices: PriceBook,
  { env, clock, notify }: AppContext,
): Promise<TargetCheck> {
  notify({ code: 'target-check', message: `checking ${target.label}` });
  const checked = await checkTarget(target, { env, simulated });
  return { ...checked.check, cost_nanousd: costOf(checked, target, prices, clock.wallClockMs()) };
}

export const checkTargets = defineUseCase({
  name: 'checkTargets',
  summary: 'Tries every target and every judge of a suite with at most three tiny calls.',
  input: z.strictObject({
    suite: suiteSourceSchema,
    targets: suiteChangesSchema.shape.targets,
    simulator: simulatorSchema.optional(),
  }),
  output: targetChecksSchema,
  async run({ suite: source, simulator, ...changes }, context) {
    const { suite: read } = await readSuite(source, changes, context);
    const simulation = await findSimulator(requireTargets(read), simulator, context.env);
    const { suite } = simulation;
    const prices = createPriceBook({ at: context.clock.wallClockMs() });
    const targets = [...suite.targets, ...judgeTargets(suite)];
    const checks: TargetCheck[] = [];
    for (let from = 0; from < targets.length; from += atOnce) {
      const some = targets.slice(from, from + atOnce);
      checks.push(...(await Promise.all(some.map((target) => check(target, simulation, prices, context)))));
    }
    const ok = checks.every(({ abilities }, place) => {
      const target = suite.targets[place];
      const needed: Ability[] = target ? neededBy(suite, target) : ['answers'];
      return needed.every((ability) => abilities[ability] === 'yes');
    });
    const known = checks.flatMap(({ cost_nanousd: cost }) => cost ?? []);
    return {
      schema: 'assay.check/1' as const,
      ok,
      cost_usd: known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0) / 1e9,
      targets: checks,
    };
  },
});
