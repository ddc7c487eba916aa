import { resolve } from 'node:path';
import { wallClockMs } from '../../base/clock.ts';
import type { Ability, TargetCheck } from '../../contract/provider.ts';
import type { Suite, Target } from '../../contract/suite.ts';
import { measure } from '../../measure/measure.ts';
import { createPriceBook, type PriceBook } from '../../measure/price-book.ts';
import { checkTarget, type CheckedTarget } from '../../providers/check-target.ts';
import { judgeTargets } from '../../plan/judge-targets.ts';
import { checksJson, checksTable } from '../../report/checks-table.ts';
import type { RunCommand } from '../command.ts';
import type { checkSpec } from '../specs/run.ts';
import { findSimulator } from '../../app/run/find-simulator.ts';
import { requireTargets } from '../../app/run/require-targets.ts';
import { readSuite } from '../../app/suite/read-suite.ts';

/** Targets tried at the same time. */
const atOnce = 4;

function withCost({ check, results }: CheckedTarget, target: Target, prices: PriceBook): TargetCheck {
  const startedAtMs = wallClockMs();
  // what never came to an answer is not billed
  const billed = results.filter(({ httpStatus }) => httpStatus !== null && httpStatus < 400);
  const costs = billed.map((result) => measure({ ...result, startedAtMs }, target, prices).cost_nanousd);
  const isKnown = results.length > 0 && costs.every((cost) => cost !== null);
  const cost_nanousd = isKnown ? costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) : null;
  return { ...check, cost_nanousd };
}

/** What a run of this suite needs of a target. */
function neededBy(suite: Suite, target: Target): Ability[] {
  return [
    'answers',
    ...(suite.cases.some((testCase) => testCase.tools.length > 0) ? (['tools'] as const) : []),
    ...(target.parameters.responseFormat === 'json' ? (['json'] as const) : []),
  ];
}

/** Tries every target of the suite, and every judge, with at most three tiny calls. Ends with `provider` when one cannot do what the suite needs. */
export const run: RunCommand<typeof checkSpec> = async ([path = ''], options, context) => {
  const read = requireTargets(await readSuite(resolve(context.cwd, path), options));
  const { suite, simulated } = await findSimulator(read, options, context.env);
  const prices = createPriceBook({ at: wallClockMs() });
  const judges = judgeTargets(suite);
  const targets = [...suite.targets, ...judges];
  const checks: TargetCheck[] = [];
  for (let from = 0; from < targets.length; from += atOnce) {
    const batch = targets.slice(from, from + atOnce).map(async (target) => {
      context.note(`checking ${target.label}`);
      const { batch: _, ...single } = target;
      return withCost(await checkTarget(single, { env: context.env, simulated }), single, prices);
    });
    checks.push(...(await Promise.all(batch)));
  }
  const ok = checks.every(({ abilities }, place) => {
    const target = suite.targets[place];
    const needed: Ability[] = target ? neededBy(suite, target) : ['answers'];
    return needed.every((ability) => abilities[ability] === 'yes');
  });
  const { color, width } = context;
  context.print(context.json ? checksJson(checks, ok) : checksTable(checks, { color, width }));
  return ok ? 'ok' : 'provider';
};
