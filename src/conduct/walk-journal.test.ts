import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredCall } from '../../test/made-up/answered-call.ts';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { specOf } from '../../test/made-up/scored-answer.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { PriceChange } from '../contract/run.ts';
import type { ScoredAnswer } from '../contract/score.ts';
import type { Suite, Target } from '../contract/suite.ts';
import { sampleIdOf } from '../samples/sample-of.ts';
import { walkJournal, type JournaledRows, type WalkOptions } from './walk-journal.ts';

const { run } = madeUp({ runId: '01900000-0000-7000-8000-00000000000a', targets: 1, cases: 1 });
const target = {
  id: 'target-0',
  label: 'a',
  provider: 'sim',
  model: 'model-0',
  promptId: 'p',
  parameters: {},
  limits: run.targets[0]?.limits,
} as Target;
const judge = specOf('rubric', { judge: 'sim/judge', criterion: 'is it kind' });

const suiteWith = (scorers = [specOf('exact', {})]) =>
  ({
    name: 's',
    hash: 'h',
    prompts: [{ id: 'p', messages: [{ role: 'user', content: '{{input}}' }] }],
    cases: [
      {
        id: 'c',
        index: 0,
        variables: { input: 'x' },
        expected: 'yes',
        tags: [],
        weight: 1,
        tools: [],
        scorers,
      },
    ],
    targets: [target],
    slo: {},
    seed: 1,
  }) as unknown as Suite;

const attemptOf = (at: Partial<Attempt> = {}): Attempt => ({
  ...answeredCall('yes'),
  runId: run.run_id,
  targetId: target.id,
  caseId: 'c',
  repeat: 0,
  attempt: 0,
  isFinal: true,
  isWarmup: false,
  startedAtMs: run.started_at_ms,
  ...at,
});

async function walk(
  attempts: Attempt[],
  options: Partial<WalkOptions> & { repricings?: PriceChange[]; suite?: Suite } = {},
): Promise<{ walked: JournaledRows[]; unusable: string[] }> {
  const { repricings, suite = suiteWith(), ...more } = options;
  async function* journal() {
    yield* attempts;
  }
  const unusable: string[] = [];
  const walked: JournaledRows[] = [];
  const rows = walkJournal(
    { run, suite, repricings, attempts: journal() },
    { unusable: (_attempt, reason) => void unusable.push(reason), ...more },
  );
  for await (const each of rows) walked.push(each);
  return { walked, unusable };
}

const sampleOf = ({ rows }: JournaledRows) => ('sample' in rows ? rows.sample : null);

describe('walkJournal', () => {
  it('makes one row of every attempt, in their order: a sample of what completes a call, else a retried one', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 12 }), async (finals) => {
        const attempts = finals.map((isFinal, repeat) => attemptOf({ isFinal, repeat }));
        const { walked, unusable } = await walk(attempts);
        expect(unusable).toEqual([]);
        expect(walked.map(({ attempt }) => attempt)).toEqual(attempts);
        expect(walked.map((each) => sampleOf(each) !== null)).toEqual(finals);
        expect(walked.map(({ rows }) => ('sample' in rows ? rows.sample : rows.retried).sample_id)).toEqual(
          attempts.map(sampleIdOf),
        );
      }),
      { numRuns: 20 },
    ));

  it('goes on past an attempt that nothing can be made of, and says why', async () => {
    const { walked, unusable } = await walk([attemptOf({ caseId: 'gone' }), attemptOf()]);
    expect(walked.map(({ attempt }) => attempt.caseId)).toEqual(['c']);
    expect(unusable).toEqual([expect.stringContaining('no such place in the suite')]);
  });

  it('puts what was said of an answer later in the place of what scorers say', async () => {
    const plain = await walk([attemptOf()]);
    expect(plain.walked.map((each) => sampleOf(each)?.quality)).toEqual([1]);
    const said: ScoredAnswer = {
      sample_id: sampleIdOf(attemptOf()),
      started_at_ms: run.started_at_ms,
      quality: 0.25,
      correct: false,
      expected: 'no',
      scores: [{ name: 'other', value: 0.25 }] as ScoredAnswer['scores'],
    };
    const { walked } = await walk([attemptOf(), attemptOf({ repeat: 1 })], {
      later: ({ sample_id }) => (sample_id === said.sample_id ? said : null),
    });
    expect(walked.map((each) => sampleOf(each)?.quality)).toEqual([0.25, 1]);
  });

  it('asks no judge', async () => {
    let asked = 0;
    const services: WalkOptions['services'] = {
      judge: async () => {
        asked++;
        throw new Error('asked');
      },
    };
    const { walked } = await walk([attemptOf()], { services, suite: suiteWith([judge]) });
    expect(walked.map((each) => sampleOf(each)?.quality)).toEqual([null]);
    expect(asked).toBe(0);
  });

  it('prices as was given last, samples and retried attempts alike', async () => {
    const repricings = [1, 3].map((dollars) => ({
      overrides: { 'sim/model-0': { input: dollars, output: dollars } },
      latest: false,
    }));
    const { walked } = await walk([attemptOf({ isFinal: false }), attemptOf({ attempt: 1 })], { repricings });
    const costs = walked.map(({ rows }) => ('sample' in rows ? rows.sample : rows.retried).cost_nanousd);
    // 10 tokens in, 5 out
    expect(costs).toEqual([15 * 3000, 15 * 3000]);
  });
});
