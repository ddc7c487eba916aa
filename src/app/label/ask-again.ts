/** Asks a judge once more about answers that it has judged, to see whether it says the same. Nothing of it is kept with the run. */
import { repeatConsistency } from '../../analyze/judged/repeat-consistency.ts';
import { seededRandom } from '../../base/random.ts';
import type { AskedAgain } from '../../contract/calibration.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Judging } from '../../contract/judge.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import type { Score, ScorerServices } from '../../contract/score.ts';
import type { Case, ScorerSpec } from '../../contract/suite.ts';
import { createScorer } from '../../score/create-scorer.ts';
import { kindOf } from '../../score/prepare-scorer.ts';
import { scorerMark } from '../../score/scorer-mark.ts';

export interface AgainOptions {
  runId: string;
  /** Name of the judge's scores. */
  scorer: string;
  /** How it is asked, where the cases do not say; else theirs. */
  spec: ScorerSpec | null;
  cases: readonly Case[];
  services: ScorerServices;
  /** Answers, drawn at random. */
  count: number;
  /** After each answer: how many were judged. */
  progress?(done: number): void;
}

interface Judged {
  record: SampleRecord;
  score: Score & { value: number };
}

/** `count` of them, each as likely as any other (reservoir sampling, algorithm R), the same for the same run. */
async function drawn(store: Pick<ResultStore, 'records'>, options: AgainOptions): Promise<Judged[]> {
  const random = seededRandom('judge again', options.runId);
  const kept: Judged[] = [];
  let seen = 0;
  for await (const batch of store.records(options.runId))
    for (const record of batch) {
      const score = record.payload?.scores.find(({ name }) => name === options.scorer);
      if (!score?.metadata?.['judged'] || score.value === null || record.sample.is_warmup) continue;
      const judged = { record, score: { ...score, value: score.value } };
      const place = seen < options.count ? seen : Math.floor(random() * (seen + 1));
      if (place < options.count) kept[place] = judged;
      seen++;
    }
  return kept;
}

/** The same judge with the same options, or the two verdicts are of two different things. */
function specOf({ scorer, spec }: AgainOptions, testCase: Case | undefined, { score }: Judged): ScorerSpec {
  const found = spec ?? testCase?.scorers.find(({ name }) => name === scorer);
  if (!found)
    throw new AssayError('usage', `how the judge "${scorer}" was asked is not kept with the run`, {
      remedy: `Give it as JSON, as it was given to assay score: --scorer '{"type": …}'.`,
    });
  const mark = scorerMark(found, kindOf(found));
  if (score.scorer && JSON.stringify(score.scorer) !== JSON.stringify(mark))
    throw new AssayError('usage', `the stored scores named "${scorer}" are from a judge with other options`, {
      remedy: 'Give --scorer the JSON with which they were made.',
    });
  return found;
}

/** Throws `usage` when it cannot be told how the judge was asked. */
export async function askAgain(
  store: Pick<ResultStore, 'records'>,
  options: AgainOptions,
): Promise<AskedAgain> {
  const byId = new Map(options.cases.map((testCase) => [testCase.id, testCase]));
  const chosen = (await drawn(store, options)).flatMap((judged) => {
    const testCase = byId.get(judged.record.sample.case_id);
    const answer = judged.record.payload?.answer;
    if (!testCase || !answer) return [];
    return [{ ...judged, answer, testCase: { ...testCase, scorers: [specOf(options, testCase, judged)] } }];
  });
  if (chosen.length === 0)
    throw new AssayError(
      'usage',
      `the judge "${options.scorer}" has given no value that could be asked for again`,
      {
        remedy: '`assay show --case CASE` tells why.',
      },
    );
  const scorer = createScorer(
    chosen.map(({ testCase }) => testCase),
    options.services,
  );
  let done = 0;
  const second = await Promise.all(
    chosen.map(async ({ record, answer, testCase }) => {
      const messages = record.payload?.messages ?? [];
      const [score] = await scorer.score(testCase, answer, { measurement: record.sample, messages });
      options.progress?.(++done);
      return score;
    }),
  );
  const judgings = second.map((score) => score?.metadata?.['judged'] as Judging | undefined);
  const nano = judgings.map((judging) => judging?.cost_nanousd ?? null);
  return {
    consistency: repeatConsistency(
      chosen.map(({ score }, i) => ({ first: score.value, second: second[i]?.value ?? null })),
    ),
    answers: chosen.length,
    calls: judgings.reduce((sum, judging) => sum + (judging?.calls ?? 0), 0),
    usd: nano.includes(null) ? null : nano.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) / 1e9,
  };
}
