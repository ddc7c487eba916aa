/** What becomes of attempts that are safe in a journal, wherever that is kept: settled, paid, handed on. */
import type { PlannedCall } from '../contract/plan.ts';
import { paidFor, type Intake } from '../record/intake.ts';
import type { SettledAttempt } from '../run/attempt-stream.ts';
import type { Budget } from '../run/budget.ts';
import type { SampleRows, SampleBuilder } from '../samples/sample-builder.ts';

export interface AttemptHandlers {
  builder: Pick<SampleBuilder, 'buildSample' | 'atOnce' | 'costOf'>;
  budget: Pick<Budget, 'settle'>;
  intake: Pick<Intake, 'take'>;
  /** Told of each before it is handed on. */
  settled?(rows: SampleRows, call: PlannedCall): void;
}

/** Gives how many measured calls were settled; one that was given up is none. Throws what `attempts` throws. */
export async function buildSamples(
  attempts: AsyncIterable<SettledAttempt>,
  { builder, budget, intake, settled }: AttemptHandlers,
): Promise<number> {
  let measured = 0;
  const settleOne = async ({ attempt, call, waitMs }: SettledAttempt) => {
    // a judge may have to wait for the money that this call still holds
    const isJudged = builder.atOnce > 1;
    if (isJudged) budget.settle(call, builder.costOf(attempt));
    const rows = await builder.buildSample(attempt);
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
    if (open.size >= builder.atOnce) await Promise.race(open);
  }
  await Promise.all(open);
  return measured;
}
