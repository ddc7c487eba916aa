/** What a user names, e.g. two models or two runs, to the comparison of them: for the command line and for the API alike. */
import { inComputePool, cellsOf } from '../../compute-pool/compute-pool.ts';
import { defaultMargins, type CompareOptions } from '../../analyze/compare/compare-table.ts';
import { allPairs } from '../../analyze/compare/all-pairs.ts';
import { joinTables } from '../../analyze/table/join-tables.ts';
import { pickTargets } from '../../analyze/table/pick-targets.ts';
import { splitTargets } from '../../analyze/table/split-targets.ts';
import { readFraction } from '../../base/fraction.ts';
import type { Comparison } from '../../contract/comparison.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { ResultTable, TableTarget } from '../../contract/result-table.ts';
import { partNamed, type ServedSplit } from '../../contract/served-split.ts';
import type { Run } from '../../contract/run.ts';
import { targetNamed } from '../../decide/target-named.ts';
import { mixedNotes } from '../../view/words/served-notes.ts';
import { splitNotes } from '../../view/words/split-words.ts';
import { sentence } from '../../view/words/sentence.ts';
import { shortRunId } from '../../view/short-run-id.ts';

export interface ComparisonInput {
  /**
   * Targets (`label`, model or id; `target@run` for one of another run than the latest) or whole runs. Two runs: each target with the
   * one of the same name in the other. Nothing: all targets of the latest run.
   */
  what: string[];
  /** Only pairs with this target. */
  baseline?: string | undefined;
  /** Targets are split by who served their calls. */
  by?: ServedSplit | undefined;
  /** Points of quality that do not matter: `3`, `3%` or `0.03`. */
  margin?: string | number | undefined;
}

/** A whole run, one of its targets, or with `value` a part of one. */
interface Named {
  run: Run;
  targetId: string | null;
  value: string | null;
}

const looksLikeRun = /^(latest|[0-9a-f-]{4,36})$/;

async function runOf(store: ResultStore, word: string): Promise<Run | null> {
  return looksLikeRun.test(word) ? store.getRun(word) : null;
}

/** A target of a run, or where targets are split `label · host A`. */
function targetOf(run: Run, word: string, by: ServedSplit | undefined): Named {
  const part = by === undefined ? null : partNamed(word, by);
  const { id } = targetNamed(run.targets, part?.label ?? word, {
    where: `run ${shortRunId(run.run_id)}`,
    hint: 'A run is named by its id, a target of another run as target@run.',
  });
  return { run, targetId: id, value: part?.value ?? null };
}

async function nameOf(store: ResultStore, word: string, by: ServedSplit | undefined): Promise<Named> {
  const whole = await runOf(store, word);
  if (whole) return { run: whole, targetId: null, value: null };
  const at = word.lastIndexOf('@');
  const other = at > 0 ? await runOf(store, word.slice(at + 1)) : null;
  if (other) return targetOf(other, word.slice(0, at), by);
  const latest = await store.getRun('latest');
  if (latest) return targetOf(latest, word, by);
  throw new AssayError('run-not-found', 'there are no runs yet', {
    remedy: 'Make one: `assay demo` needs no keys.',
  });
}

/** `3`, `3%` or `0.03`; a number is a fraction. */
function marginOf(text: string | number | undefined): number {
  if (text === undefined) return defaultMargins.quality;
  if (typeof text === 'number' && text >= 0 && text <= 1) return text;
  const read = readFraction(String(text), 'margin');
  if ('value' in read) return read.value;
  throw new AssayError('usage', `the margin is "${text}"`, { remedy: `Expected ${read.expected}.` });
}

async function tableOf(
  store: ResultStore,
  names: Named[],
  by: ServedSplit | undefined,
): Promise<ResultTable> {
  const runs = [...new Map(names.map(({ run }) => [run.run_id, run])).values()];
  const tables = await Promise.all(
    runs.map(async ({ run_id }) => {
      const table = await store.table(run_id);
      if (table && table.repeats > 0) return table;
      throw new AssayError('run-not-found', `nothing of run "${run_id}" was measured yet`, {
        remedy: '`assay show` tells how it stands.',
      });
    }),
  );
  const joined = joinTables(tables);
  const wanted = pickPlaces(joined, (target) => names.some((name) => isOf(target, { ...name, value: null })));
  if (by === undefined) return wanted;
  const split = splitTargets(wanted, by);
  for (const name of names) requirePart(split.targets, name, by);
  return pickPlaces(split, (target) => names.some((name) => isOf(target, name)));
}

const pickPlaces = (table: ResultTable, isMeant: (target: TableTarget) => boolean): ResultTable =>
  pickTargets(
    table,
    table.targets.flatMap((target, place) => (isMeant(target) ? [place] : [])),
  );

const isOf = ({ id, run_id, part }: TableTarget, { run, targetId, value }: Named): boolean =>
  run.run_id === run_id &&
  (targetId === null || targetId === (part?.of ?? id)) &&
  (value === null || value === part?.value);

/** Throws `usage` for a part that there is not. */
function requirePart(targets: TableTarget[], name: Named, by: ServedSplit): void {
  if (name.value === null || targets.some((target) => isOf(target, name))) return;
  const own = targets.filter((target) => isOf(target, { ...name, value: null }));
  throw new AssayError('usage', `no call of "${own[0]?.part?.label}" was of ${by} "${name.value}"`, {
    remedy: `There are: ${own.map(({ label }) => `"${label}"`).join(', ')}.`,
  });
}

/**
 * Two whole runs: what has the same label in both. The second named is the later one, and each pair is of what it is now against what it was:
 * as `drift` has it.
 */
function pairsAcross(targets: TableTarget[], [before, after]: [Run, Run]): [number, number][] {
  const of = (run: Run) => targets.flatMap((target, i) => (target.run_id === run.run_id ? [i] : []));
  const label = (place: number) => (targets[place] as TableTarget).label;
  const all = of(after).flatMap((a) => of(before).map((b): [number, number] => [a, b]));
  const same = all.filter(([a, b]) => label(a) === label(b));
  return same.length > 0 ? same : all;
}

/** Of each of the first with each of the second; both may be parts of one target. */
const between = (firsts: readonly number[], seconds: readonly number[]) =>
  firsts.flatMap((first) => seconds.map((second): [number, number] => [first, second]));

function pairsOf(targets: TableTarget[], names: Named[], baseline: Named | null): [number, number][] {
  const placesOf = (name: Named) => targets.flatMap((target, place) => (isOf(target, name) ? [place] : []));
  if (baseline) {
    // the part that had most calls comes first
    const [base = -1] = placesOf(baseline);
    return between([...targets.keys()], [base]);
  }
  const [first, second] = names;
  if (first && second && names.length === 2) {
    if (first.targetId !== null && second.targetId !== null)
      return between(placesOf(first), placesOf(second));
    if (first.targetId === null && second.targetId === null && first.run.run_id !== second.run.run_id)
      return pairsAcross(targets, [first.run, second.run]);
  }
  return allPairs(targets.length);
}

const isSame = (one: Named, other: Named): boolean =>
  one.run.run_id === other.run.run_id && one.targetId === other.targetId && one.value === other.value;

/** Throws `usage` for what cannot be compared, `run-not-found` for a run without results. */
export async function readComparison(
  store: ResultStore,
  words: ComparisonInput,
  asked: Pick<CompareOptions, 'metrics' | 'sides'> = {},
): Promise<Comparison> {
  const quality = marginOf(words.margin);
  const what = words.what.length > 0 ? words.what : ['latest'];
  const names = await Promise.all(what.map((word) => nameOf(store, word, words.by)));
  const twice = names.findIndex((name, i) => names.slice(0, i).some((earlier) => isSame(earlier, name)));
  if (twice >= 0)
    throw new AssayError('usage', `"${what[twice]}" is named twice`, {
      remedy: 'Name each run or target once.',
    });
  const { by } = words;
  const baseline =
    words.baseline === undefined ? null : await baselineOf(store, words.baseline, { names, by });
  const table = await tableOf(store, baseline ? [...names, baseline] : names, by);
  const pairs = pairsOf(table.targets, names, baseline).filter(([a, b]) => a !== b);
  if (pairs.length === 0)
    throw new AssayError('usage', 'there is but one target to compare', {
      remedy: 'Name another: assay compare TARGET TARGET@RUN, or two runs.',
    });
  const found = await inComputePool(cellsOf(table), 'compareTable', table, {
    ...asked,
    pairs,
    margins: { quality },
  });
  const { notes, ...rest } = found;
  return {
    ...rest,
    ...(by !== undefined && { by }),
    notes: [...splitNotes(found, by), ...notes, ...mixedNotes(found.targets).map(sentence)],
  };
}

/** A target of the first run that is named, unless it says of which. */
async function baselineOf(
  store: ResultStore,
  word: string,
  { names, by }: { names: Named[]; by: ServedSplit | undefined },
): Promise<Named> {
  const { run } = names[0] as Named;
  const plain = (by === undefined ? null : partNamed(word, by))?.label ?? word;
  const isThere = run.targets.some(({ id, label, model, provider }) =>
    [id, label, model, `${provider}/${model}`].includes(plain),
  );
  const named = isThere ? targetOf(run, word, by) : await nameOf(store, word, by);
  if (named.targetId !== null) return named;
  throw new AssayError('usage', `the baseline "${word}" is a run`, {
    remedy: 'Name a target of it: target@run.',
  });
}
