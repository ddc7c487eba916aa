import { seededRandom, shuffled } from '../../base/random.ts';
import type { PlannedCall } from '../../contract/plan.ts';
import type { Suite } from '../../contract/suite.ts';

/** Endless calls for one target: the cases in a seeded order, over and over; each call has a place of its own. */
export class CallSequence {
  #next = 0;
  readonly #taken = new Map<number, number>();
  readonly #order: number[];
  readonly #targetIndex: number;

  /** The suite must have a case. */
  constructor(suite: Pick<Suite, 'cases' | 'seed'>, targetIndex: number) {
    this.#order = shuffled(
      suite.cases.map((_, index) => index),
      seededRandom('load-order', suite.seed),
    );
    this.#targetIndex = targetIndex;
  }

  /** `caseIndex`: of a call that has its own case; no sequence uses both. */
  take(isWarmup: boolean, caseIndex: number | null = null): PlannedCall {
    if (caseIndex !== null) {
      const repeat = this.#taken.get(caseIndex) ?? 0;
      this.#taken.set(caseIndex, repeat + 1);
      return { targetIndex: this.#targetIndex, caseIndex, repeat, isWarmup };
    }
    const place = this.#next++;
    return {
      targetIndex: this.#targetIndex,
      caseIndex: this.#order[place % this.#order.length] as number,
      repeat: Math.floor(place / this.#order.length),
      isWarmup,
    };
  }
}
