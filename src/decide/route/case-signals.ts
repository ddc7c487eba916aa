/** What could be seen of an answer in use, where nobody knows what is right: from stored samples, per case. Pure. */
import { ownValue } from '../../base/own-value.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import type { Escalation } from '../../contract/route.ts';

type Unset<E> = E extends unknown ? Omit<E, 'above' | 'below'> : never;

export interface CaseSignal {
  /** What it is, without the threshold. */
  on: Unset<Escalation>;
  /** The higher the surer; NaN where it is not known, which counts as unsure. */
  values: Float64Array;
  /** Calls it takes; default 1. */
  calls?: number;
  /** Of the answer that is taken because of it; default the mean over repeats. */
  quality?: Float64Array;
}

/** Answers that differ in case and space only say the same. */
const said = (text: string) => text.trim().toLowerCase().replaceAll(/\s+/gu, ' ');

interface Group {
  n: number;
  quality: number;
}

/** One target's cases as they are read. */
class TargetSignals {
  readonly #checks: Map<string, { sums: Float64Array; counts: Float64Array }>;
  /** Per case, what was said and how often; `null`: not asked for. */
  readonly #said: Map<string, Group>[] | null;
  readonly #calls: Float64Array;

  constructor(cases: number, checks: readonly string[], agreement: boolean) {
    const column = () => new Float64Array(cases);
    this.#checks = new Map(checks.map((name) => [name, { sums: column(), counts: column() }]));
    this.#said = agreement ? Array.from({ length: cases }, () => new Map<string, Group>()) : null;
    this.#calls = column();
  }

  add(place: number, { sample, payload }: SampleRecord): void {
    for (const [name, { sums, counts }] of this.#checks) {
      const value = ownValue(sample.scores, name);
      if (value === undefined) continue;
      sums[place] = (sums[place] as number) + value;
      counts[place] = (counts[place] as number) + 1;
    }
    this.#calls[place] = (this.#calls[place] as number) + 1;
    if (!this.#said || !payload?.answer || !answeredOutcomes.has(sample.outcome)) return;
    const groups = this.#said[place] as Map<string, Group>;
    const key = said(payload.answer.text);
    const { n, quality } = groups.get(key) ?? { n: 0, quality: 0 };
    groups.set(key, { n: n + 1, quality: quality + (sample.quality ?? Number.NaN) });
  }

  /** Those of which something is known. */
  signals(): CaseSignal[] {
    const checks = [...this.#checks].map(([score, { sums, counts }]): CaseSignal => ({
      on: { on: 'check', score },
      values: sums.map((sum, place) => sum / (counts[place] as number)),
    }));
    const found = this.#said ? [...checks, this.#agreement(this.#said)] : checks;
    return found.filter(({ values, calls = 2 }) => calls > 1 && values.some((value) => !Number.isNaN(value)));
  }

  /** The first of the most common answers is taken; without any answer the quality is 0. */
  #agreement(groups: Map<string, Group>[]): CaseSignal {
    const most = groups.map((group) =>
      [...group.values()].reduce((a, b) => (b.n > a.n ? b : a), { n: 0, quality: 0 }),
    );
    const calls = this.#calls.reduce((a, b) => Math.max(a, b), 0);
    return {
      on: { on: 'agreement', calls },
      values: Float64Array.from(most, ({ n }) => (n === 0 ? Number.NaN : n / calls)),
      quality: Float64Array.from(most, ({ n, quality }) => (n === 0 ? 0 : quality / n)),
      calls,
    };
  }
}

export interface SignalsWanted {
  /** Names of scores that can be had in use, because they need no expected answer. */
  checks: readonly string[];
  /** Whether repeats of a case say the same; needs payloads. */
  agreement: boolean;
}

/** `records` of one run in batches; payloads may be missing when only checks are wanted. Gives signals by target id. */
export async function caseSignals(
  { targets, cases }: Pick<ResultTable, 'targets' | 'cases'>,
  records: AsyncIterable<SampleRecord[]>,
  { checks, agreement }: SignalsWanted,
): Promise<Map<string, CaseSignal[]>> {
  const places = new Map(cases.map(({ index }, place) => [index, place]));
  const found = new Map(targets.map(({ id }) => [id, new TargetSignals(cases.length, checks, agreement)]));
  for await (const batch of records) {
    for (const record of batch) {
      const place = places.get(record.sample.case_index);
      if (place !== undefined && !record.sample.is_warmup)
        found.get(record.sample.target_id)?.add(place, record);
    }
  }
  return new Map([...found].map(([id, target]) => [id, target.signals()]));
}
