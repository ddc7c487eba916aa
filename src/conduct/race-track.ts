/**
 * A race beside a run: says which calls may still go, hears what became of them, and gives the run's record in the end.
 * A target without further calls ends its lane; when all is decided, all do.
 */
import { answeredOutcomes } from '../contract/outcome.ts';
import type { Permission } from '../contract/ledger.ts';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { RaceReport, RaceSettings } from '../contract/race.ts';
import type { Run } from '../contract/run.ts';
import type { Sample } from '../contract/sample.ts';
import type { Target } from '../contract/suite.ts';
import { Race } from '../decide/race/race.ts';
import { casesInOrder, raceUnits } from '../plan/race-order.ts';

/** One unit of one target as it fills. */
interface Unit {
  left: number;
  quality: number;
  judged: number;
  cost: number;
  answered: number;
}

interface Lane {
  index: number;
  target: Target;
  units: Unit[];
  begun: Set<PlannedCall>;
  settled: number;
  ended: boolean;
  /** Why it is disabled. */
  failed: string | null;
}

export class RaceTrack {
  readonly #race: Race;
  readonly #lanes: Map<string, Lane>;
  readonly #unitOf: Map<number, number>;
  readonly #indexOf: Map<string, number>;
  /** Units a lane may be ahead of what is judged: as many as fill all its places twice. */
  readonly #ahead: number;
  #told = 0;

  /** `plan`: the whole one, in `raceOrder`, also when only a part of it is left. */
  constructor(plan: Plan, settings: RaceSettings) {
    const calls = plan.lanes[0]?.calls ?? [];
    this.#unitOf = raceUnits(plan.suite.cases, casesInOrder(calls));
    this.#indexOf = new Map(plan.suite.cases.map(({ id }, index) => [id, index]));
    const count = new Set(this.#unitOf.values()).size;
    const callsOf = Array.from({ length: count }, () => 0);
    for (const { isWarmup, caseIndex } of calls) {
      const unit = this.#unitOf.get(caseIndex) as number;
      if (!isWarmup) callsOf[unit] = (callsOf[unit] as number) + 1;
    }
    const targets = plan.lanes.map(({ target }) => target);
    const most = Math.max(1, ...targets.map(({ limits }) => limits.concurrency));
    this.#ahead = Math.ceil(
      (2 * most * count) /
        Math.max(
          1,
          callsOf.reduce((sum, n) => sum + n, 0),
        ),
    );
    this.#race = new Race({ targets, settings, cases: count, callsOf });
    this.#lanes = new Map(
      targets.map((target, index) => [
        target.id,
        {
          index,
          target,
          units: callsOf.map((left) => ({ left, quality: 0, judged: 0, cost: 0, answered: 0 })),
          begun: new Set(),
          settled: 0,
          ended: false,
          failed: null,
        },
      ]),
    );
  }

  /** `next` is asked only when the race lets the call go. No lane runs far ahead of the last: those calls might be saved. */
  permission(call: PlannedCall, target: Target, next: () => Permission): Permission {
    const lane = this.#lanes.get(target.id);
    if (!lane || call.isWarmup) return next();
    if (this.#race.isSettled(lane.index)) return 'stop';
    const unit = this.#unitOf.get(call.caseIndex) ?? 0;
    if (!lane.begun.has(call) && unit > this.#race.judged + this.#ahead) return 'wait';
    const answer = next();
    if (answer === 'go' && !lane.begun.has(call)) {
      lane.begun.add(call);
      this.#race.count(lane.index);
    }
    return answer;
  }

  /** A call that an earlier go at the run has settled. */
  replay(sample: Sample): void {
    const lane = this.#lanes.get(sample.target_id);
    const caseIndex = this.#indexOf.get(sample.case_id);
    if (!lane || caseIndex === undefined || sample.is_warmup) return;
    const call = { targetIndex: lane.index, caseIndex, repeat: sample.repeat, isWarmup: false };
    lane.begun.add(call);
    this.#race.count(lane.index);
    this.add(call, sample);
  }

  /** A call is settled. */
  add(call: PlannedCall, sample: Sample): void {
    const lane = this.#lanes.get(sample.target_id);
    const place = this.#unitOf.get(call.caseIndex);
    const unit = place === undefined ? undefined : lane?.units[place];
    if (!lane || !unit || place === undefined || sample.is_warmup) return;
    lane.settled++;
    const answered = answeredOutcomes.has(sample.outcome);
    unit.left--;
    if (!answered || sample.quality !== null) {
      unit.judged++;
      unit.quality += answered ? (sample.quality ?? 0) : 0;
    }
    if (answered) {
      unit.answered++;
      unit.cost += sample.cost_nanousd ?? Number.NaN;
    }
    if (unit.left === 0)
      this.#race.add(
        lane.index,
        place,
        unit.quality / unit.judged,
        unit.answered === 0 ? null : unit.cost / 1e9,
      );
    this.#withdrawIfOver(lane);
  }

  /** Its calls fail: it is asked no more. Told before its lane ends. */
  setAside(targetId: string, why: string): void {
    const lane = this.#lanes.get(targetId);
    if (lane) lane.failed = why;
  }

  laneEnded(target: Target): void {
    const lane = this.#lanes.get(target.id);
    if (!lane) return;
    lane.ended = true;
    this.#withdrawIfOver(lane);
  }

  /** What still comes from a lane that has ended is waited for. One that was asked everything has nothing to give up. */
  #withdrawIfOver(lane: Lane): void {
    if (lane.ended && lane.settled >= lane.begun.size && lane.units.some(({ left }) => left > 0))
      this.#race.withdraw(lane.index, lane.failed);
  }

  /** How the race stands, when another target is no longer open since this was last asked; else `null`. */
  news(): RaceReport | null {
    const { settled } = this.#race;
    if (settled === this.#told) return null;
    this.#told = settled;
    return this.#race.report();
  }

  /** The run with what the race came to: calls it saved were not planned after all. */
  record(run: Run): Run {
    const race = this.#race.report();
    const targets = run.targets.map((target) => {
      const lane = this.#lanes.get(target.id);
      const isOver = lane && (race.decided || race.targets[lane.index]?.state === 'out');
      return isOver ? { ...target, planned: lane.settled } : target;
    });
    const planned = targets.reduce((sum, target) => sum + target.planned, 0);
    const settled = [...this.#lanes.values()].reduce((sum, lane) => sum + lane.settled, 0);
    const status = run.status === 'partial' && settled === planned ? 'done' : run.status;
    return { ...run, targets, planned, status, race };
  }
}
