/**
 * Room `run/guard`: takes the limits of a plan, gives every lane a gate. Sends nothing, keeps nothing on disk, knows no vendor: what a provider
 * said comes in with the results.
 */
import { ownValue } from '../../base/own-value.ts';
import { nowMs, wallClockMs } from '../../base/clock.ts';
import type { LaneChange } from '../../contract/lane.ts';
import type { Plan } from '../../contract/plan.ts';
import type { Target } from '../../contract/suite.ts';
import { LaneGate } from './lane-gate.ts';
import { LaneLog } from './lane-log.ts';
import { LaneLimits } from './lane-room.ts';
import type { Limiter, Scope } from './limiter.ts';
import { LoadGate } from './load-gate.ts';
import { FairnessWindow } from './pack.ts';
import { quietUntil } from './quiet-hours.ts';
import { scopeLimiter, type ScopeLimiterOptions } from './scope-limiter.ts';

export interface GuardOptions {
  /** Name of the variable that holds a target's key; `null`: it has none. Default: what the target itself names. */
  keyOf?: (target: Target) => string | null;
  /** Told what lanes do. */
  laneChanged?: (targetId: string, change: LaneChange) => void;
  /** Makes the limiter of a scope; default: one for this process. Asked once per scope. */
  limiterOf?: (scope: Scope, options: ScopeLimiterOptions) => Limiter;
  clock?: () => number;
}

export interface Guard {
  /** The gate of the plan's lane of this target; `wake`: called when the lane is to ask again. */
  gateOf(targetId: string, wake: () => void): LaneGate;
  /** That of a target under load. */
  loadGateOf(targetId: string, maxInFlight: number): LoadGate;
  /** Makes no more calls of a target, and says why. */
  setAside(targetId: string, reason: string): void;
}

const defaultReserveShare = 0.5;
/** The hours are looked up this often, not at every call. */
const quietCheckMs = 1000;

/** Asks the calendar at most once a second; gives instants of the monotonic clock. */
function quietClock(plan: Plan, clock: () => number): (nowMs: number) => number | null {
  const quiet = plan.suite.shared?.quietHours ?? [];
  if (quiet.length === 0) return () => null;
  let checkedMs = Number.NEGATIVE_INFINITY;
  let until: number | null = null;
  return (now) => {
    if (now - checkedMs < quietCheckMs) return until;
    checkedMs = now;
    const wallMs = wallClockMs();
    const end = quietUntil(quiet, wallMs);
    until = end === null ? null : clock() + (end - wallMs);
    return until;
  };
}

/** Every limiter once, whoever shares it. */
class Limiters {
  readonly #made = new Map<string, Limiter>();
  readonly #plan: Plan;
  readonly #options: GuardOptions;
  readonly #onRoom: () => void;

  constructor(plan: Plan, options: GuardOptions, onRoom: () => void) {
    this.#plan = plan;
    this.#options = options;
    this.#onRoom = onRoom;
  }

  #limiter(kind: Scope['kind'], name: string, options: Omit<ScopeLimiterOptions, 'clock'>): Limiter {
    const id = `${kind} ${name}`;
    let limiter = this.#made.get(id);
    if (!limiter) {
      const { limiterOf = scopeLimiter, clock = nowMs } = this.#options;
      limiter = limiterOf({ kind, name }, { ...options, clock });
      limiter.onRoom(this.#onRoom);
      this.#made.set(id, limiter);
    }
    return limiter;
  }

  /** That of the model always, for pauses and quotas; the others where something is limited. */
  of(target: Target): [Limiter, ...Limiter[]] {
    const { provider, model, limits, baseUrl = '' } = target;
    const shared = this.#plan.suite.shared;
    const key = this.#options.keyOf?.(target) ?? target.apiKeyEnv ?? null;
    const ofProvider = ownValue(shared?.providers, provider);
    const ofKey = key === null ? undefined : shared?.keys[key];
    const reserveShare =
      limits.reserveShare ?? ofKey?.reserveShare ?? ofProvider?.reserveShare ?? defaultReserveShare;
    const name = [`${provider}/${model}`, key, baseUrl].filter(Boolean).join(' ');
    const own = limits.requestsPerMinute !== undefined || limits.tokensPerMinute !== undefined;
    // a target's own number of calls at once is the gate's to find
    const { concurrency: _, ...rates } = limits;
    return [
      this.#limiter('model', name, { limits: {}, reserveShare }),
      ...(own ? [this.#limiter('target', target.id, { limits: rates, reserveShare: 0 })] : []),
      ...(ofProvider ? [this.#limiter('provider', provider, { limits: ofProvider, reserveShare: 0 })] : []),
      ...(ofKey ? [this.#limiter('key', key as string, { limits: ofKey, reserveShare: 0 })] : []),
    ];
  }
}

function wakeAll(waiting: Set<() => void>): void {
  if (waiting.size === 0) return;
  const woken = [...waiting];
  waiting.clear();
  for (const wake of woken) wake();
}

export function createGuard(plan: Plan, options: GuardOptions = {}): Guard {
  const { clock = nowMs, laneChanged = () => undefined } = options;
  const anchor = { wall: wallClockMs(), mono: clock() };
  const fairnessWindow = new FairnessWindow();
  const awaitingRoom = new Set<() => void>();
  const ahead = new Set<() => void>();
  const limiters = new Limiters(plan, options, () => wakeAll(awaitingRoom));
  const quiet = quietClock(plan, clock);
  const gates = new Map<string, LaneGate>();
  const lanes = new Map(plan.lanes.map((lane) => [lane.target.id, lane]));
  const logOf = ({ id }: Target) =>
    new LaneLog(
      (change) => laneChanged(id, change),
      (mono) => anchor.wall + (mono - anchor.mono),
    );
  return {
    gateOf(targetId, wake) {
      const { target, calls } = lanes.get(targetId) as Plan['lanes'][number];
      const gate = new LaneGate({
        target,
        calls: calls.length,
        room: new LaneLimits(limiters.of(target), target),
        fairnessWindow,
        quietUntil: quiet,
        log: logOf(target),
        clock,
        wake,
        awaitRoom: () => void awaitingRoom.add(wake),
        awaitPack: () => void ahead.add(wake),
        settled: () => wakeAll(ahead),
      });
      gates.set(target.id, gate);
      return gate;
    },
    loadGateOf(targetId, maxInFlight) {
      const { target } = lanes.get(targetId) as Plan['lanes'][number];
      const room = new LaneLimits(limiters.of(target), target);
      return new LoadGate({ room, quietUntil: quiet, log: logOf(target), maxInFlight, clock });
    },
    setAside: (targetId, reason) => gates.get(targetId)?.putAside(reason),
  };
}
