/** Stored runs to a report: from rows alone, so that it can be made again. */
import { cellsOf, inComputePool, prepareComputePool } from '../../compute-pool/compute-pool.ts';
import { servedMixes } from '../../analyze/table/served-mixes.ts';
import { sharedTable } from '../../analyze/table/shared-places.ts';
import { targetFigures } from '../../analyze/figures/target-figures.ts';
import { repeatReport } from '../../analyze/repeats/repeat-report.ts';
import type { Comparison } from '../../contract/comparison.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Label } from '../../contract/label.ts';
import type { Requirements } from '../../contract/recommendation.ts';
import type { Report, ReportRun } from '../../contract/report.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { placeOf, type RunQuery } from '../../contract/run-query.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import type { Run } from '../../contract/run.ts';
import { whyNoChoice } from '../../decide/recommend/assert-choice.ts';
import { orList } from '../../contract/problems/show-value.ts';
import { requirementsOf, type RequirementInput } from '../../decide/recommend/read-requirements.ts';
import { judgeStandings } from '../../labels/judge-standings.ts';
import { readComparison } from './read-comparison.ts';
import { recommendFor } from './read-recommendation.ts';

interface Read {
  entry: ReportRun;
  comparison: Comparison | null;
}

interface Asked {
  words: RequirementInput;
  labels: readonly Label[];
  /** Whether each other target is compared with the baseline. */
  isCompared: boolean;
}

/** What is told of a run's targets one by one. `table`: what its figures are of, a part of `whole` when the run stopped early. */
function readTargets(
  run: Run,
  { table, whole }: { table: ResultTable; whole: ResultTable },
): Pick<ReportRun, 'figures' | 'repeats' | 'served'> {
  const served = servedMixes(table).map((mix, t) => ({ target_id: table.targets[t]?.id ?? '', ...mix }));
  return {
    figures: targetFigures(table),
    ...(table.repeats > 1 && { repeats: repeatReport(run, whole).targets }),
    served,
  };
}

async function readRun(store: ResultStore, run: Run, { words, labels, isCompared }: Asked): Promise<Read> {
  prepareComputePool(run.targets.length * run.cases * run.repeats);
  const whole = await store.table(run.run_id);
  if (!whole || whole.repeats === 0)
    throw new AssayError('run-not-found', `nothing of run "${run.run_id}" was measured`, {
      remedy: '`assay show` tells how it stands.',
    });
  const { table, shared } = sharedTable(run, whole);
  const requirements = whyNoChoice(run, table) ? null : requirementsOf(words, run, table);
  const [recommendation, comparison, judges] = await Promise.all([
    requirements && recommendFor(requirements, { run, table }),
    requirements && isCompared ? againstBaseline(table, requirements) : null,
    judgeStandings(store, run, labels),
  ]);
  const { figures, ...beside } = readTargets(run, { table, whole });
  return {
    entry: {
      run,
      figures,
      ...(shared && { shared }),
      ...beside,
      ...(judges.length > 0 && { judges }),
      recommendation,
    },
    comparison,
  };
}

/** Each other target against the baseline. */
async function againstBaseline(
  table: ResultTable,
  { baseline_id: baselineId, margin }: Requirements,
): Promise<Comparison | null> {
  const base = table.targets.findIndex(({ id }) => id === baselineId);
  if (base < 0) return null;
  const pairs = table.targets.flatMap((_, t): [number, number][] => (t === base ? [] : [[t, base]]));
  return inComputePool(cellsOf(table), 'compareTable', table, { pairs, margins: { quality: margin } });
}

/** One run, or several side by side; `labels`: what judges are compared with. Throws `run-not-found` for one without results, `usage` for a requirement that cannot be read. */
export async function readReport(
  store: ResultStore,
  runs: Run[],
  words: RequirementInput,
  labels: readonly Label[] = [],
): Promise<Report> {
  const sorted = runs.toSorted((a, b) => a.started_at_ms - b.started_at_ms);
  const read: Read[] = [];
  const isOne = sorted.length === 1;
  for (const run of sorted) read.push(await readRun(store, run, { words, labels, isCompared: isOne }));
  const names = [...new Set(sorted.map(({ suite_name: name }) => name))];
  return {
    schema: 'assay.report/1',
    kind: isOne ? 'run' : 'comparison',
    title: names.join(', '),
    runs: read.map(({ entry }) => entry),
    comparison: isOne
      ? (read[0]?.comparison ?? null)
      : await readComparison(store, { what: runs.map(({ run_id: id }) => id) }),
    period: null,
  };
}

/** Asked of a store at once. */
const pageLength = 1000;

/** From the oldest; load runs are left out. */
async function runsOf(store: ResultStore, query: RunQuery): Promise<Run[]> {
  const found: Run[] = [];
  for (;;) {
    const last = found.at(-1);
    const page = await store.listRuns({
      ...query,
      limit: pageLength,
      ...(last && { after: placeOf(last) }),
    });
    found.push(...page);
    if (page.length < pageLength) return found.filter(({ load }) => !load).reverse();
  }
}

/** Throws `run-not-found`: a suite that nobody ran, or a period without runs. */
async function refuseNothing(store: ResultStore, suiteName: string | undefined): Promise<never> {
  const recent = await store.listRuns({ limit: pageLength });
  const names = [...new Set(recent.map(({ suite_name: name }) => name))];
  if (suiteName !== undefined && !names.includes(suiteName))
    throw new AssayError('run-not-found', `there is no run of a suite "${suiteName}"`, {
      remedy: names.length > 0 ? `Suites with runs: ${orList(names)}.` : 'There are no runs yet.',
    });
  throw new AssayError('run-not-found', 'no run began in this period', {
    remedy: '`assay list` shows when each run began; load tests are no part of a report on a period.',
  });
}

/** Every run that began in a period, of one suite when it is named. */
export async function readPeriod(
  store: ResultStore,
  period: { since_ms: number; until_ms: number },
  suiteName?: string,
): Promise<Report> {
  const inside = await runsOf(store, {
    sinceMs: period.since_ms,
    untilMs: period.until_ms,
    ...(suiteName !== undefined && { suiteName }),
  });
  if (inside.length === 0) await refuseNothing(store, suiteName);
  const runs: ReportRun[] = [];
  for (const run of inside) {
    const table = await store.table(run.run_id);
    if (table && table.repeats > 0) runs.push({ run, figures: targetFigures(table), recommendation: null });
  }
  return {
    schema: 'assay.report/1',
    kind: 'period',
    title: suiteName ?? 'All suites',
    runs,
    comparison: null,
    period,
  };
}
