import { appendFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Comparison } from '../../contract/comparison.ts';
import { AssayError } from '../../contract/errors.ts';
import type { GateCheck } from '../../contract/gate.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { targetNamed } from '../../decide/recommend/read-requirements.ts';
import { gate, gateRule, notWorseChecks } from '../../decide/gate.ts';
import { answerCounts, answerNotes } from '../../report/answer-notes.ts';
import { gateJunit, gateMarkdown, gateText, githubAnnotations } from '../../report/gate-text.ts';
import { readComparison } from '../../app/analysis/read-comparison.ts';
import { Summaries } from '../../app/analysis/summaries.ts';
import type { OptionsOf, RunCommand } from '../command.ts';
import type { gateSpec } from '../specs/decide.ts';
import { requireRun } from '../../app/data/require-run.ts';
import { withData } from '../../app/data/open-data.ts';

/** One question, asked of one side: quality at least so much. */
const asked = { metrics: ['quality'], sides: 1 } as const;

/** The targets named with --target, by id; `null`: all. Throws `usage` for one that the run does not have. */
function chosenOf(run: Run, names: string[]): Set<string> | null {
  return names.length === 0 ? null : new Set(names.map((name) => targetNamed(run, name)));
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
  options: OptionsOf<typeof gateSpec>,
  chosen: ReadonlySet<string> | null,
): Promise<GateCheck[]> {
  const { notWorse: margin, against } = options;
  if (margin === undefined) return [];
  const baseline = options.baseline ?? run.baseline_id ?? undefined;
  if (against !== undefined) {
    const earlier = await requireRun(store, against);
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

/** Whether a stored run meets what is required; the exit code says so. */
export const run: RunCommand<typeof gateSpec> = async ([id = 'latest'], options, context) => {
  const rules = options.require.map(gateRule);
  if (rules.length === 0 && options.notWorse === undefined)
    throw new AssayError('usage', 'the gate has nothing to check', {
      remedy: "Give --require 'quality >= 0.8', or --not-worse 2%.",
    });
  const report = await withData(context, async (store) => {
    const found = await requireRun(store, id);
    const summary = await new Summaries(store).get(found);
    const chosen = chosenOf(found, options.target);
    const targets = summary.targets.filter(({ target }) => chosen === null || chosen.has(target.id));
    return gate(
      { run: summary.run, targets },
      rules,
      await comparisons(store, found, options, chosen),
      options.allowUndecided,
      answerNotes(targets.map(answerCounts)),
    );
  });
  const { junit } = options;
  if (junit !== undefined) await writeFile(resolve(context.cwd, junit), gateJunit(report));
  if (options.github || context.env['GITHUB_ACTIONS'] === 'true') {
    for (const line of githubAnnotations(report)) context.annotate(line);
    const summaryFile = context.env['GITHUB_STEP_SUMMARY'];
    if (summaryFile) await appendFile(summaryFile, `${gateMarkdown(report)}\n`);
  }
  context.print(context.json ? JSON.stringify(report, null, 2) : gateText(report, context));
  return report.passed ? 'ok' : 'gate';
};
