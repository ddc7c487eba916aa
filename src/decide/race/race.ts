/**
 * A race: qualities and costs go in as calls end, in any order; cases are judged in the order of the plan, whole ones only,
 * so that a slow answer is no evidence. Pure: the same results in the same places give the same race.
 */
import type { RaceReport, RaceSettings, RaceTarget } from '../../contract/race.ts';
import { BernsteinInterval } from './bernstein-interval.ts';
import { goalOf, type Goal, type Standing } from './goals.ts';

export interface RaceSetup {
  targets: readonly { id: string; label: string }[];
  settings: RaceSettings;
  /** Cases there are, in the order they are judged; a cluster of cases that belong together is one. */
  cases: number;
  /** Calls of one target that each case takes. */
  callsOf: readonly number[];
}

interface Runner {
  quality: { sum: number; n: number; interval: BernsteinInterval };
  cost: { sum: number; n: number; missing: number };
  calls: number;
}

type Result = { quality: number; cost: number | null };

export class Race {
  readonly #setup: RaceSetup;
  readonly #goal: Goal;
  readonly #runners: Runner[];
  readonly #waiting: (Result | undefined)[][];
  #standings: Standing[];
  #judged = 0;

  constructor(setup: RaceSetup) {
    const { targets, settings, cases } = setup;
    const baseline = targets.findIndex(({ id }) => id === settings.baseline_id);
    this.#setup = setup;
    this.#goal = goalOf({
      targets: targets.length,
      population: settings.scope === 'suite' ? cases : undefined,
      settings,
      baseline,
    });
    this.#runners = targets.map(() => ({
      quality: { sum: 0, n: 0, interval: new BernsteinInterval(settings.alpha) },
      cost: { sum: 0, n: 0, missing: 0 },
      calls: 0,
    }));
    this.#waiting = targets.map(() => []);
    this.#standings = targets.map((_, index) =>
      settings.kind === 'within' && index === baseline
        ? { state: 'reference', reason: 'the baseline' }
        : { state: 'open', reason: null },
    );
  }

  /** Cases that were judged: the front of the race. */
  get judged(): number {
    return this.#judged;
  }

  /** Targets about which something is certain, or that were withdrawn. */
  get settled(): number {
    return this.#standings.filter(({ state }) => state !== 'open' && state !== 'reference').length;
  }

  get decided(): boolean {
    return this.#standings.every(({ state }) => state !== 'open');
  }

  get #goesOn(): boolean {
    return !this.decided && this.#goal.canDecide(this.#standings);
  }

  /** Further calls to it can change nothing. */
  isSettled(target: number): boolean {
    const state = this.#standings[target]?.state;
    return !this.#goesOn || state === 'out' || state === 'chosen' || state === 'withdrawn';
  }

  /** A call was made. */
  count(target: number): void {
    const runner = this.#runners[target];
    if (runner) runner.calls++;
  }

  /**
   * All calls of one case to one target have ended. `quality`: mean over them, a call without an answer counting 0; NaN when no answer
   * could be scored. `cost`: of them in US dollars, NaN when unknown, `null` when none was answered.
   */
  add(target: number, place: number, quality: number, cost: number | null): void {
    if (place < this.#judged || this.isSettled(target)) return;
    (this.#waiting[target] as (Result | undefined)[])[place] = { quality, cost };
    this.#judgeWhole();
  }

  /**
   * It will make no more calls, though nothing is certain about it: the others continue without it, and what is still open between
   * them and it stays so. `failed`: it was disabled as its calls fail, which rules it out.
   */
  withdraw(target: number, failed: string | null = null): void {
    if (this.isSettled(target)) return;
    this.#standings[target] =
      failed === null
        ? { state: 'withdrawn', reason: 'made no more calls' }
        : { state: 'out', reason: `disabled: ${failed}` };
    if (!this.decided) this.#judgeOpen();
    this.#judgeWhole();
  }

  #judgeWhole(): void {
    while (this.#goesOn && this.#judged < this.#setup.cases && this.#isWhole(this.#judged)) this.#judge();
  }

  #isWhole(place: number): boolean {
    return this.#waiting.every((row, target) => this.isSettled(target) || row[place] !== undefined);
  }

  #judge(): void {
    const place = this.#judged++;
    const qualities = this.#waiting.map((row, target) => {
      if (this.isSettled(target)) return Number.NaN;
      const { quality, cost } = row[place] as Result;
      const runner = this.#runners[target] as Runner;
      if (!Number.isNaN(quality)) {
        runner.quality.sum += quality;
        runner.quality.n++;
        runner.quality.interval.add(quality);
      }
      if (cost !== null && Number.isNaN(cost)) runner.cost.missing++;
      else if (cost !== null) {
        runner.cost.sum += cost;
        runner.cost.n++;
      }
      delete row[place];
      return quality;
    });
    this.#goal.add(qualities);
    this.#judgeOpen();
  }

  /** Who is certain now; also when one has left and the others are among themselves. */
  #judgeOpen(): void {
    this.#standings = this.#goal.judge({
      labels: this.#setup.targets.map(({ label }) => label),
      standings: this.#standings,
      costs: this.#runners.map(({ cost }) => (cost.missing > 0 ? Number.NaN : cost.sum / cost.n)),
    });
  }

  #target(index: number): RaceTarget {
    const runner = this.#runners[index] as Runner;
    const { state, reason } = this.#standings[index] as Standing;
    const { quality, cost } = runner;
    const bounds = quality.interval.bounds();
    const planned = this.#setup.callsOf.reduce((sum, calls) => sum + calls, 0);
    const saved = Math.max(0, planned - runner.calls);
    const perCase = cost.n > 0 && cost.missing === 0 ? cost.sum / cost.n : null;
    const callsPerCase = planned / this.#setup.cases;
    return {
      target_id: this.#setup.targets[index]?.id ?? '',
      state,
      reason,
      cases: quality.n,
      quality: quality.n === 0 ? null : quality.sum / quality.n,
      low: bounds?.low ?? null,
      high: bounds?.high ?? null,
      cost_per_case_usd: perCase,
      calls: runner.calls,
      calls_saved: saved,
      usd_saved: perCase === null ? null : (perCase / callsPerCase) * saved,
    };
  }

  report(): RaceReport {
    const targets = this.#setup.targets.map((_, index) => this.#target(index));
    const known = targets.flatMap(({ usd_saved }) => usd_saved ?? []);
    const open = this.#standings.flatMap(({ state }, index) => (state === 'open' ? [index] : []));
    const decided = this.decided;
    return {
      schema: 'assay.race/1',
      settings: this.#setup.settings,
      decided,
      winners: decided ? targets.filter(({ state }) => state === 'chosen').map((t) => t.target_id) : [],
      targets,
      calls: targets.reduce((sum, target) => sum + target.calls, 0),
      calls_saved: targets.reduce((sum, target) => sum + target.calls_saved, 0),
      usd_saved: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0),
      more_cases: decided ? null : this.#goal.moreCases(open),
    };
  }
}
