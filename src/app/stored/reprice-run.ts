/** Prices a stored run anew from its stored token counts; makes no API calls. */
import { ownValue } from '../../base/own-value.ts';
import { walkJournal, type JournaledRun } from '../../conduct/walk-journal.ts';
import type { Attempt } from '../../contract/attempt.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { PriceChange, Repricing, Run, RunTarget } from '../../contract/run.ts';
import type { RetriedAttempt, Sample } from '../../contract/sample.ts';
import type { Target } from '../../contract/suite.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { repriceSample } from '../../measure/reprice-sample.ts';
import { changesPriceOf } from '../../samples/repriced.ts';

export interface RepriceOptions extends PriceChange {
  /** What the user gave, for the record. */
  source: string;
  atMs: number;
  /** Retried attempts are stored without their counts; `null`: their cost stays. */
  journal: Omit<JournaledRun, 'run'> | null;
  /** Makes it last beside the journal. */
  keep?(run: Pick<Run, 'targets' | 'repriced'>, change: PriceChange): Promise<void>;
  /** After each batch: samples looked at. */
  progress?(done: number): void;
}

/** Writes the retried attempts whose cost changes again: the rows that a rebuild would make of the journal from now on. */
async function repriceRetried(
  store: ResultStore,
  run: Run,
  { journal, overrides, latest }: RepriceOptions,
  touched: ReadonlySet<string>,
): Promise<void> {
  if (!journal || touched.size === 0) return;
  const rows = await store.retried(run.run_id);
  const stored = new Map(rows.map((retried) => [`${retried.sample_id} ${retried.attempt}`, retried]));
  const repricings = [...(journal.repricings ?? []), { overrides, latest }];
  const attempts = retriedOf(journal.attempts, touched);
  const changed: RetriedAttempt[] = [];
  const walk = walkJournal({ run, ...journal, repricings, attempts }, { unusable: () => undefined });
  for await (const { rows: made } of walk) {
    if (!('retried' in made)) continue;
    const { sample_id, attempt, cost_nanousd } = made.retried;
    const retried = stored.get(`${sample_id} ${attempt}`);
    if (retried && retried.cost_nanousd !== cost_nanousd) changed.push({ ...retried, cost_nanousd });
  }
  if (changed.length > 0) await store.insert({ samples: [], payloads: [], retried: changed });
}

async function* retriedOf(
  attempts: AsyncIterable<Attempt>,
  targetIds: ReadonlySet<string>,
): AsyncGenerator<Attempt> {
  for await (const attempt of attempts)
    if (!attempt.isFinal && targetIds.has(attempt.targetId)) yield attempt;
}

function asTarget({
  id,
  label,
  provider,
  model,
  base_url,
  prompt_id,
  parameters,
  limits,
  batch,
  usd_per_hour,
}: RunTarget): Target {
  return {
    id,
    label,
    provider,
    model,
    promptId: prompt_id,
    parameters,
    limits,
    ...(base_url === null ? {} : { baseUrl: base_url }),
    ...(batch && { batch }),
    ...(usd_per_hour !== undefined && { usdPerHour: usd_per_hour }),
  };
}

const usd = (nano: number) => nano / 1e9;

/**
 * Writes every sample whose cost or price changed again, under the same id, and a line about it into the run. Retried
 * attempts keep their cost where the journal does not tell their counts any more.
 */
export async function repriceRun(store: ResultStore, run: Run, options: RepriceOptions): Promise<Repricing> {
  const targets = new Map(run.targets.map((target) => [target.id, asTarget(target)]));
  const prices = createPriceBook({ overrides: options.overrides, at: run.started_at_ms });
  const touched = new Set<string>();
  const sums = { from: 0, to: 0, seen: 0, changed: 0, unknownFrom: 0, unknownTo: 0 };

  for await (const batch of store.samples(run.run_id)) {
    const changed: Sample[] = [];
    for (const sample of batch) {
      const target = targets.get(sample.target_id);
      const applies = target && changesPriceOf(options, target, sample.price_id);
      const priced = applies ? repriceSample(sample, target, prices) : sample;
      if (applies) touched.add(target.id);
      if (sample.cost_nanousd === null) sums.unknownFrom++;
      if (priced.cost_nanousd === null) sums.unknownTo++;
      sums.from += sample.cost_nanousd ?? 0;
      sums.to += priced.cost_nanousd ?? 0;
      if (priced.cost_nanousd !== sample.cost_nanousd || priced.price_id !== sample.price_id)
        changed.push(priced);
    }
    if (changed.length > 0) await store.insert({ samples: changed, payloads: [], retried: [] });
    sums.changed += changed.length;
    sums.seen += batch.length;
    options.progress?.(sums.seen);
  }

  await repriceRetried(store, run, options, touched);

  const repricing: Repricing = {
    at_ms: options.atMs,
    source: options.source,
    samples: sums.changed,
    from_usd: usd(sums.from),
    to_usd: usd(sums.to),
    unknown_before: sums.unknownFrom,
    unknown_after: sums.unknownTo,
  };
  const repriced = run.targets.map((target) => {
    const named = ownValue(options.overrides, `${target.provider}/${target.model}`);
    return named ? { ...target, price: named } : target;
  });
  if (sums.changed > 0) {
    const changed = { targets: repriced, repriced: [...(run.repriced ?? []), repricing] };
    await options.keep?.(changed, { overrides: options.overrides, latest: options.latest });
    await store.putRun({ ...run, ...changed }, []);
  }
  return repricing;
}
