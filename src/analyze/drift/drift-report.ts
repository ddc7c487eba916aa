import type { TargetSummary } from '../../contract/analysis.ts';
import type { PairComparison } from '../../contract/comparison.ts';
import type { Change, DriftReport, TargetDrift } from '../../contract/drift.ts';
import type { ResultTable, TableTarget } from '../../contract/result-table.ts';
import type { Run, RunTarget } from '../../contract/run.ts';
import { compareTable } from '../compare/compare-table.ts';
import { joinTables } from '../table/join-tables.ts';
import { energy } from './energy.ts';

/** What says which model it was that answered. */
export type Answerers = Pick<TargetSummary, 'response_models' | 'fingerprints'>;

/** A run with its results, and per target id who answered. */
export interface RunToCompare {
  run: Run;
  table: ResultTable;
  answerers: ReadonlyMap<string, Answerers>;
}

const told = (value: unknown): string => {
  if (value === null || value === undefined) return 'not set';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

function changesIn(rows: [what: string, before: unknown, after: unknown][]): Change[] {
  return rows
    .map(([what, before, after]) => ({ what, before: told(before), after: told(after) }))
    .filter(({ before, after }) => before !== after);
}

const believed = ({ client }: Run) => client && (client.believable ? 'kept up' : client.reasons.join('; '));

function runChanges({ run: a }: RunToCompare, { run: b }: RunToCompare): Change[] {
  return changesIn([
    ['suite', a.suite_hash.slice(0, 12), b.suite_hash.slice(0, 12)],
    ['repeats', a.repeats, b.repeats],
    ['assay', a.provenance.assay_version, b.provenance.assay_version],
    ['node', a.provenance.node_version, b.provenance.node_version],
    ['machine', `${a.provenance.cpu} × ${a.provenance.cores}`, `${b.provenance.cpu} × ${b.provenance.cores}`],
    ['client', believed(a), believed(b)],
  ]);
}

const all = (names: readonly string[] | undefined) => [...(names ?? [])].sort().join(', ') || null;

function targetChanges(
  before: RunTarget,
  after: RunTarget,
  then: Answerers | undefined,
  now: Answerers | undefined,
): Change[] {
  return changesIn([
    ['model that answered', all(then?.response_models), all(now?.response_models)],
    ['fingerprint', all(then?.fingerprints), all(now?.fingerprints)],
    ['model asked', `${before.provider}/${before.model}`, `${after.provider}/${after.model}`],
    ['prompt', before.prompt_id, after.prompt_id],
    ['parameters', before.parameters, after.parameters],
    ['address', before.base_url, after.base_url],
    ['price', before.price ?? before.usd_per_hour, after.price ?? after.usd_per_hour],
  ]);
}

function known(table: ResultTable, target: number): Float64Array {
  const width = table.cases.length * table.repeats;
  return table.e2e_ms.subarray(target * width, (target + 1) * width).filter((value) => !Number.isNaN(value));
}

function energyOf(table: ResultTable, { first, second }: PairComparison): number | null {
  const [after, before] = [known(table, first), known(table, second)];
  return after.length === 0 || before.length === 0 ? null : energy(after, before).h;
}

const labels = (run: Run) => run.targets.map((target) => target.label);

/** Two runs of what should be the same, target by target (by label, on shared cases): what moved, and what else was different. */
export function driftReport(before: RunToCompare, after: RunToCompare): DriftReport {
  const table = joinTables([before.table, after.table]);
  const placeOf = (run: Run, label: string) =>
    table.targets.findIndex((target) => target.run_id === run.run_id && target.label === label);
  const shared = labels(after.run).filter((label) => labels(before.run).includes(label));
  const { pairs, notes, same_suite } = compareTable(table, {
    pairs: shared.map((label) => [placeOf(after.run, label), placeOf(before.run, label)]),
  });
  const head = ({ run: { run_id, suite_hash, started_at_ms } }: RunToCompare) => ({
    run_id,
    suite_hash,
    started_at_ms,
  });
  return {
    schema: 'assay.drift/1',
    before: head(before),
    after: head(after),
    same_suite,
    targets: pairs.map((pair) => targetDrift(table, pair, before, after)),
    changes: runChanges(before, after),
    only_before: labels(before.run).filter((label) => !shared.includes(label)),
    only_after: labels(after.run).filter((label) => !shared.includes(label)),
    notes,
  };
}

function targetDrift(
  table: ResultTable,
  pair: PairComparison,
  before: RunToCompare,
  after: RunToCompare,
): TargetDrift {
  const [now, then] = [table.targets[pair.first], table.targets[pair.second]] as [TableTarget, TableTarget];
  const targetIn = ({ run }: RunToCompare, id: string) =>
    run.targets.find((target) => target.id === id) as RunTarget;
  return {
    label: now.label,
    before_id: then.id,
    after_id: now.id,
    shared_cases: pair.shared_cases,
    metrics: pair.metrics,
    regressed: pair.cases.second_ahead,
    improved: pair.cases.first_ahead,
    regressed_examples: pair.cases.second_examples,
    e2e_energy: energyOf(table, pair),
    changes: targetChanges(
      targetIn(before, then.id),
      targetIn(after, now.id),
      before.answerers.get(then.id),
      after.answerers.get(now.id),
    ),
  };
}
