/** Stored answers that a judge was asked about, with what people said of them. */
import { ownValue } from '../base/own-value.ts';
import type { JudgedAnswer } from '../analyze/judged/check-judge.ts';
import type { SwapOutcome } from '../analyze/judged/position-bias.ts';
import type { Judging } from '../contract/judge.ts';
import type { Label } from '../contract/label.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { SampleRecord } from '../contract/sample.ts';
import type { Score } from '../contract/score.ts';
import { expectedTexts } from '../score/expected-texts.ts';

export interface FoundAnswers {
  answers: JudgedAnswer[];
  /** Judges that spoke, `provider/model`. */
  judges: string[];
  /** Values by sample id. */
  values: Map<string, number>;
}

const swaps: Record<string, SwapOutcome> = {
  answer: 'same answer',
  expected: 'same answer',
  'always the first': 'first',
  'always the second': 'second',
  'neither in one order': 'one tie',
  neither: 'tie',
};

/** Of a pair: what became of it in the two orders, by each judge that had a word, and how much longer the answer is than the expected one. */
function pairOf({ scorer }: Score, { votes }: Judging, { payload }: SampleRecord): JudgedAnswer['pair'] {
  const [expected] = expectedTexts(payload?.expected) ?? [];
  if (scorer?.type !== 'pairwise' || expected === undefined) return undefined;
  const longer = (payload?.answer?.text.length ?? 0) - expected.length;
  return { outcomes: votes.flatMap(({ label }) => ownValue(swaps, label ?? '') ?? []), longer };
}

/** `labels`: of one criterion. Every answer that has a score of this name from a judge. */
export async function judgedAnswersOf(
  store: Pick<ResultStore, 'records'>,
  runId: string,
  scorer: string,
  labels: readonly Label[],
): Promise<FoundAnswers> {
  const said = new Map<string, number[]>();
  for (const { sample_id, other_sample_id, value } of labels) {
    if (other_sample_id !== null || value === null) continue;
    said.set(sample_id, [...(said.get(sample_id) ?? []), value]);
  }
  const answers: JudgedAnswer[] = [];
  const judges = new Set<string>();
  const values = new Map<string, number>();
  for await (const batch of store.records(runId))
    for (const record of batch) {
      const { sample, payload } = record;
      const score = payload?.scores.find(({ name }) => name === scorer);
      const judging = score?.metadata?.['judged'] as Judging | undefined;
      if (!score || !judging || sample.is_warmup) continue;
      for (const { model } of judging.votes) judges.add(model);
      const pair = pairOf(score, judging, record);
      const { target_id, sample_id } = sample;
      if (score.value !== null) values.set(sample_id, score.value);
      answers.push({
        target_id,
        value: score.value,
        length: payload?.answer?.text.length ?? 0,
        labels: said.get(sample_id) ?? [],
        ...(pair && { pair }),
      });
    }
  return { answers, judges: [...judges], values };
}
