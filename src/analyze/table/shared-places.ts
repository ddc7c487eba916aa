/**
 * Targets of a run that stopped early have got through different cases. What is told of such a run is of the samples that all
 * its targets have: a figure of other cases is another figure.
 */
import type { SharedCut } from '../../contract/analysis.ts';
import { cellState, tableColumns, type ResultTable } from '../../contract/result-table.ts';
import type { Run } from '../../contract/run.ts';
import type { Sample } from '../../contract/sample.ts';

/** Of a run: what says whether it came to its end; of one that tells nothing, nothing is left out. */
export type HowItEnded = Partial<Pick<Run, 'status' | 'load' | 'race' | 'lanes'>>;

/** It was stopped on purpose, or by a cap or a fault; a load has no cases in common, and a race drops targets by its own rules. */
const isCutShort = ({ status, load, race }: HowItEnded) =>
  (status === 'partial' || status === 'failed') && !load && !race;

/** A target that was disabled, as its calls failed, does not limit which cases are compared. */
const wasSetAside = ({ lanes = [] }: HowItEnded, targetId: string) =>
  lanes.some(({ target_id, changes }) => target_id === targetId && changes.at(-1)?.state === 'set_aside');

type Known = Pick<Sample, 'target_id' | 'case_index' | 'repeat' | 'outcome' | 'is_warmup' | 'cost_nanousd'>;

/** What we gave up or never sent was not asked. */
const isAsked = ({ outcome, is_warmup }: Known) =>
  !is_warmup && outcome !== 'cancelled' && outcome !== 'dropped';

/** Which places a target of `places` has, by target; a place is a case and a repeat. */
function sharedBy(has: Uint8Array[]): Uint8Array | null {
  const asked = has.filter((row) => row.includes(1));
  const [first] = asked;
  if (!first || asked.length < 2) return null;
  const shared = first.map((_, place) => (asked.every((row) => row[place] === 1) ? 1 : 0));
  const isEqual = asked.every((row) => row.every((one, place) => one === shared[place]));
  return isEqual || !shared.includes(1) ? null : shared;
}

export class SharedPlaces {
  readonly #run: Run;
  readonly #has: Map<string, Uint8Array>;

  constructor(run: Run) {
    this.#run = run;
    const measured = isCutShort(run) ? run.targets.filter(({ id }) => !wasSetAside(run, id)) : [];
    this.#has = new Map(measured.map(({ id }) => [id, new Uint8Array(run.cases * run.repeats)]));
  }

  /** Without it nothing is ever left out, and no sample need be added. */
  get isNeeded(): boolean {
    return this.#has.size > 1;
  }

  add(sample: Known): void {
    const row = this.#has.get(sample.target_id);
    if (row && isAsked(sample)) row[this.#placeOf(sample)] = 1;
  }

  /** Of all samples added; `null`: the targets have the same ones, or none in common. */
  cut(): Cut | null {
    const shared = sharedBy([...this.#has.values()]);
    return shared && new Cut(shared, (sample) => this.#placeOf(sample));
  }

  #placeOf({ case_index, repeat }: Known): number {
    return case_index * this.#run.repeats + repeat;
  }
}

/** Sorts samples into those all targets have and others, and counts the latter. */
class Cut {
  readonly #shared: Uint8Array;
  readonly #placeOf: (sample: Known) => number;
  #leftOut = 0;
  #leftNano: number | null = 0;

  constructor(shared: Uint8Array, placeOf: (sample: Known) => number) {
    this.#shared = shared;
    this.#placeOf = placeOf;
  }

  /** Warm-up is no case's. */
  keeps(sample: Known): boolean {
    if (sample.is_warmup || this.#shared[this.#placeOf(sample)] === 1) return true;
    this.#leftOut++;
    const { cost_nanousd: cost } = sample;
    this.#leftNano = this.#leftNano === null || cost === null ? null : this.#leftNano + cost;
    return false;
  }

  told(): SharedCut {
    const samples = this.#shared.reduce((sum, one) => sum + one, 0);
    const usd = this.#leftNano === null ? null : this.#leftNano / 1e9;
    return { samples, left_out: this.#leftOut, left_out_usd: usd };
  }
}

/** The same for a run's table: what is left out was not measured there. The table itself when nothing is. */
export function sharedTable(
  run: HowItEnded,
  table: ResultTable,
): { table: ResultTable; shared: SharedCut | null } {
  const whole = { table, shared: null };
  if (!isCutShort(run)) return whole;
  const width = table.cases.length * table.repeats;
  const rowOf = (t: number) => table.state.subarray(t * width, (t + 1) * width);
  const measured = table.targets.flatMap(({ id }, t) => (wasSetAside(run, id) ? [] : [t]));
  const shared = sharedBy(
    measured.map((t) => rowOf(t).map((state) => (state === cellState.notMeasured ? 0 : 1))),
  );
  if (!shared) return whole;
  const cut = { ...table, state: table.state.slice() };
  for (const name of tableColumns) cut[name] = table[name].slice();
  let leftOut = 0;
  let usd = 0;
  for (let row = 0; row < cut.state.length; row++) {
    if (shared[row % width] === 1 || cut.state[row] === cellState.notMeasured) continue;
    leftOut++;
    usd += (table.cost_nanousd[row] as number) / 1e9;
    cut.state[row] = cellState.notMeasured;
    for (const name of tableColumns) cut[name][row] = Number.NaN;
  }
  const samples = shared.reduce((sum, one) => sum + one, 0);
  const left_out_usd = Number.isNaN(usd) ? null : usd;
  return { table: cut, shared: { samples, left_out: leftOut, left_out_usd } };
}
