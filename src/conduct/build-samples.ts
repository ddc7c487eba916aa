/** What becomes of attempts that are safe in a journal, wherever that is kept: settled, paid, handed on. */
import { paidFor } from '../record/run-totals.ts';
import type { SettledAttempt } from '../run/attempt-stream.ts';
import type { Budget } from '../spend/budget.ts';
import type { SampleRows, SampleBuilder } from '../samples/sample-builder.ts';

export interface AttemptHandlers {
  builder: Pick<SampleBuilder, 'buildSample' | 'atOnce' | 'costOf'>;
  budget: Pick<Budget, 'settle'>;
  /** Each once it is paid. */
  handOn(rows: SampleRows, settled: SettledAttempt): Promise<void>;
}

/** Gives how many measured calls were settled; one that was given up is none. Throws what `attempts` throws. */
export async function buildSamples(
  attempts: AsyncIterable<SettledAttempt>,
  { builder, budget, handOn }: AttemptHandlers,
): Promise<number> {
  let measured = 0;
  const settleOne = async (settled: SettledAttempt) => {
    const { attempt, call } = settled;
    // a judge may have to wait for the money that this call still holds
    const isJudged = builder.atOnce > 1;
    if (isJudged) budget.settle(call, builder.costOf(attempt));
    const rows = await builder.buildSample(attempt);
    if (!isJudged) budget.settle(call, paidFor(rows));
    await handOn(rows, settled);
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
