/** What becomes of attempts that are safe in a journal, wherever that is kept: settled, paid, handed on. */
import type { PlannedCall } from '../contract/plan.ts';
import { paidFor, type Intake } from '../record/intake.ts';
import type { SettledAttempt } from '../run/attempt-stream.ts';
import type { Budget } from '../run/budget.ts';
import type { Settled, Settler } from '../samples/sample-builder.ts';

export interface AttemptRoad {
  settler: Pick<Settler, 'settle' | 'atOnce' | 'costOf'>;
  budget: Pick<Budget, 'settle'>;
  intake: Pick<Intake, 'take'>;
  /** Told of each before it is handed on. */
  settled?(rows: Settled, call: PlannedCall): void;
}

/** Gives how many measured calls were settled; one that was given up is none. Throws what `attempts` throws. */
export async function settleAttempts(
  attempts: AsyncIterable<SettledAttempt>,
  { settler, budget, intake, settled }: AttemptRoad,
): Promise<number> {
  let measured = 0;
  const settleOne = async ({ attempt, call, waitMs }: SettledAttempt) => {
    // a judge may have to wait for the money that this call still holds
    const isJudged = settler.atOnce > 1;
    if (isJudged) budget.settle(call, settler.costOf(attempt));
    const rows = await settler.settle(attempt);
    if (!isJudged) budget.settle(call, paidFor(rows));
    settled?.(rows, call);
    await intake.take(rows, waitMs ?? 0);
    if (attempt.isFinal && !attempt.isWarmup && attempt.outcome !== 'cancelled') measured++;
  };
  // who waits for a judge holds up nobody else
  const open = new Set<Promise<void>>();
  for await (const attempt of attempts) {
    const one = settleOne(attempt).finally(() => open.delete(one));
    open.add(one);
    if (open.size >= settler.atOnce) await Promise.race(open);
  }
  await Promise.all(open);
  return measured;
}
