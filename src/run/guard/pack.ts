/**
 * Keeps targets over the same cases in the same minutes: none may begin a call that is further than `lead` calls ahead of what the slowest
 * has settled. The slowest counts only while nothing but its own pace holds it: one that waits for a quota, is broken, quiet
 * or disabled holds nobody, nor does one that has settled nothing for a while.
 */
const minLead = 50;
const leadShare = 0.1;
const patienceMs = 20_000;

interface Member {
  calls: number;
  settled: number;
  lastMs: number;
  /** Held by something other than its own pace, or done. */
  isOut: boolean;
}

export class FairnessWindow {
  readonly #members: Member[] = [];

  /** Gives the member's number. */
  join(calls: number, nowMs: number): number {
    return this.#members.push({ calls, settled: 0, lastMs: nowMs, isOut: calls === 0 }) - 1;
  }

  settled(member: number, nowMs: number): void {
    const own = this.#of(member);
    own.settled++;
    own.lastMs = nowMs;
    if (own.settled >= own.calls) own.isOut = true;
  }

  /** Whether it is held by something other than its own pace. */
  setOut(member: number, isOut: boolean): void {
    const own = this.#of(member);
    own.isOut = isOut || own.settled >= own.calls;
  }

  /** When it may begin its call of this number, from 0: now, or to be asked again then. */
  readyAt(member: number, call: number, nowMs: number): number {
    const lead = Math.max(minLead, this.#of(member).calls * leadShare);
    let at = nowMs;
    for (const [i, other] of this.#members.entries()) {
      if (i === member || other.isOut || call < other.settled + lead) continue;
      const patientUntil = other.lastMs + patienceMs;
      if (patientUntil > nowMs) at = Math.max(at, Math.min(patientUntil, nowMs + 1000));
    }
    return at;
  }

  #of(member: number): Member {
    return this.#members[member] as Member;
  }
}
