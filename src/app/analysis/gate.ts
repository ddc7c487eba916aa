import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import type { Comparison } from '../../contract/comparison.ts';
import { AssayError } from '../../contract/errors.ts';
import { gateReportSchema, type GateCheck } from '../../contract/gate.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { gate as decideGate, gateRule, notWorseChecks } from '../../decide/gate.ts';
import { targetNamed } from '../../decide/target-named.ts';
import { answerCounts, answerNotes } from '../../view/words/answer-notes.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import { requireRun } from '../data/require-run.ts';
import { summaryOf } from '../runs/summaries.ts';
import { defineUseCase } from '../use-case.ts';
import { numberInput, runInput, word } from '../input.ts';
import { readComparison } from './read-comparison.ts';

/** One question, of one side: quality at least so high. */
const asked = { metrics: ['quality'], sides: 1 } as const;

const gateInput = z.strictObject({
  run: runInput,
  require: z.array(word).default([]).describe("requirements, e.g. 'quality >= 0.8'"),
  notWorse: numberInput(numberRules.margin)
    .optional()
    .describe('quality may be lower than the baseline’s by less than this'),
  baseline: word.optional().describe('target to compare with'),
  against: word.optional().describe('earlier run: each target is compared with itself'),
  targets: z.array(word).default([]).describe('only these targets'),
  allowUndecided: z.boolean().default(false).describe('inconclusive counts as pass'),
});
type GateInput = z.output<typeof gateInput>;

/** The targets that were named, by id; `null`: all. Throws `usage` for one that the run does not have. */
function chosenOf(run: Run, names: string[]): Set<string> | null {
  if (names.length === 0) return null;
  const where = `run ${shortRunId(run.run_id)}`;
  return new Set(names.map((name) => targetNamed(run.targets, name, { where }).id));
}

/** Bounds stay those of the whole family: fewer shown, none of them easier. */
const onlyOf = (comparison: Comparison, chosen: ReadonlySet<string> | null): Comparison => ({
  ...comparison,
  pairs: comparison.pairs.filter(
    ({ first }) => chosen === null || chosen.has(comparison.targets[first]?.id ?? ''),
  ),
});

/** Against a target of the same run, or each target against itself in an earlier run. */
async function comparisons(
  store: ResultStore,
  run: Run,
  { notWorse: margin, against, baseline = run.baseline_id ?? undefined }: GateInput,
  chosen: ReadonlySet<string> | null,
): Promise<GateCheck[]> {
  if (margin === undefined) return [];
  if (against !== undefined) {
    const earlier = await requireRun(store, against);
    if (earlier.run_id === run.run_id)
      throw new AssayError('usage', `run ${shortRunId(run.run_id)} would be compared with itself`, {
        remedy: 'Name an earlier run.',
      });
    const across = await readComparison(store, { what: [earlier.run_id, run.run_id], margin }, asked);
    return notWorseChecks(onlyOf(across, chosen), margin);
  }
  if (baseline === undefined)
    throw new AssayError('usage', '--not-worse needs something to be compared with', {
      remedy: 'Name a target with --baseline (or `baseline` in the suite), or an earlier run with --against.',
    });
  const comparison = await readComparison(store, { what: [run.run_id], baseline, margin }, asked);
  return notWorseChecks(onlyOf(comparison, chosen), margin);
}

/** Throws `usage` when there is nothing to check, or a requirement cannot be read. */
export const gate = defineUseCase({
  name: 'gate',
  summary: 'Checks a run against requirements, for CI',
  input: gateInput,
  output: gateReportSchema,
  async run(input, context) {
    const rules = input.require.map(gateRule);
    if (rules.length === 0 && input.notWorse === undefined)
      throw new AssayError('usage', 'the gate has nothing to check', {
        remedy: "Give --require 'quality >= 0.8', or --not-worse 2%.",
      });
    return context.withStore(async (store) => {
      const run = await requireRun(store, input.run);
      const summary = await summaryOf(context, store, run);
      const chosen = chosenOf(run, input.targets);
      const targets = summary.targets.filter(({ target }) => chosen === null || chosen.has(target.id));
      const compared = await comparisons(store, run, input, chosen);
      const notes = answerNotes(targets.map(answerCounts));
      const decided = decideGate({ run: summary.run, targets }, rules, compared, input.allowUndecided, notes);
      if (decided.checks.length > 0) return decided;
      throw new AssayError('usage', `nothing of run ${shortRunId(run.run_id)} can be checked`, {
        remedy:
          compared.length === 0 && rules.length === 0
            ? 'Name a target besides the baseline, or a run of more targets.'
            : 'Take a run that has results: `assay list` shows the runs.',
      });
    });
  },
});
