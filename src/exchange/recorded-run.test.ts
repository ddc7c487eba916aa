import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordedCall } from './recorded-call.ts';
import { RecordedSurvey, RepeatNumbers, recordedTarget, type SurveyOptions } from './recorded-run.ts';

let row = 0;
const callOf = (more: Partial<RecordedCall> = {}): RecordedCall => ({
  place: ++row,
  target: 'x/m',
  caseId: 'c',
  repeat: 0,
  cluster: '',
  category: '',
  responseModel: '',
  startedAtMs: null,
  input: null,
  output: 'o',
  expected: undefined,
  score: null,
  correct: null,
  scores: [],
  ttftMs: null,
  e2eMs: null,
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  cacheReadTokens: null,
  costNanousd: null,
  error: '',
  outcome: 'ok',
  ...more,
});

function surveyOf(calls: RecordedCall[], options: SurveyOptions = {}) {
  const survey = new RecordedSurvey('f.csv', options);
  for (const call of calls) survey.add(call, call.repeat ?? 0);
  return survey;
}
const runOf = (survey: RecordedSurvey, nowMs = 1e12) =>
  survey.run({ runId: 'r', name: 'n', nowMs, suiteHash: 'h', provenance: {} as never });

describe('the run of a file', () => {
  it('has every target and case once, in the order of the file, and every call', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(6), fc.nat(3)), {
          minLength: 1,
          maxLength: 60,
          selector: (parts) => parts.join(),
        }),
        (places) => {
          const calls = places.map(([target, test, repeat]) =>
            callOf({ target: `x/${target}`, caseId: `${test}`, repeat }),
          );
          const survey = surveyOf(calls);
          const run = runOf(survey);
          const inOrder = (names: string[]) => [...new Set(names)];
          expect(run.targets.map(({ label }) => label)).toEqual(inOrder(calls.map(({ target }) => target)));
          expect(survey.cases.map(({ id }) => id)).toEqual(inOrder(calls.map(({ caseId }) => caseId)));
          expect(survey.cases.map(({ index }) => index)).toEqual(survey.cases.map((_, i) => i));
          expect([run.planned, survey.calls, survey.dropped]).toEqual([calls.length, calls.length, 0]);
          expect(run.targets.reduce((sum, { planned }) => sum + planned, 0)).toBe(calls.length);
          const repeats = places.map(([, , repeat]) => repeat);
          expect(run.repeats).toBe(Math.max(...repeats) - Math.min(...repeats) + 1);
          expect(
            repeats.map((repeat) => survey.repeatOf(repeat)).every((n) => n >= 0 && n < run.repeats),
          ).toBe(true);
          expect(calls.every((call) => survey.isKept(call, call.repeat ?? 0))).toBe(true);
        },
      ),
    );
  });

  it('lasts from its first call to the end of its last', () => {
    const survey = surveyOf([
      callOf({ caseId: 'a', startedAtMs: 5000, e2eMs: 10 }),
      callOf({ caseId: 'b', startedAtMs: 2000, e2eMs: 9000 }),
      callOf({ caseId: 'c' }),
    ]);
    expect(runOf(survey)).toMatchObject({ started_at_ms: 2000, ended_at_ms: 11_000, status: 'done' });
    expect(survey.oldest).toMatchObject({ ms: 2000 });
  });

  it('is of now where no call has a time', () => {
    const survey = surveyOf([callOf()]);
    expect(runOf(survey, 7000)).toMatchObject({ started_at_ms: 7000, ended_at_ms: 7000 });
    expect(survey.oldest).toBeNull();
  });

  it('counts repeats from one as those from nothing', () => {
    const survey = surveyOf([callOf({ repeat: 1 }), callOf({ repeat: 2 }), callOf({ repeat: 3 })]);
    expect([1, 2, 3].map((repeat) => survey.repeatOf(repeat))).toEqual([0, 1, 2]);
    expect(runOf(survey).repeats).toBe(3);
  });

  it('is empty for an empty file', () => {
    expect(runOf(surveyOf([]), 5)).toMatchObject({
      planned: 0,
      cases: 0,
      repeats: 1,
      targets: [],
      started_at_ms: 5,
    });
  });
});

describe('a call that is there twice', () => {
  const twice = () => [
    callOf({ place: 3, startedAtMs: 100, e2eMs: 5 }),
    callOf({ place: 9, startedAtMs: 900, e2eMs: 50 }),
  ];

  it('is refused with both rows, and what helps', () => {
    expect(() => surveyOf(twice())).toThrow(
      'rows 3 and 9 of f.csv are the same call: target x/m, case c, repeat 0',
    );
    expect(() => surveyOf(twice())).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('--keep last') }),
    );
    const unnumbered = twice().map((call) => ({ ...call, repeat: null }));
    expect(() => surveyOf(unnumbered)).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('--number-repeats') }),
    );
  });

  it.each([
    ['first', [true, false]],
    ['last', [false, true]],
  ] as const)('counts once with --keep %s', (keep, kept) => {
    const calls = twice();
    const survey = surveyOf(calls, { keep });
    expect([survey.calls, survey.dropped, runOf(survey).planned]).toEqual([1, 1, 1]);
    expect(calls.map((call) => survey.isKept(call, 0))).toEqual(kept);
  });

  it('lasts until the row that counts has ended', () => {
    expect(runOf(surveyOf(twice(), { keep: 'last' })).ended_at_ms).toBe(950);
    expect(runOf(surveyOf(twice(), { keep: 'first' })).ended_at_ms).toBe(105);
  });

  it('is not one of another target, case or repeat', () => {
    const calls = [callOf(), callOf({ target: 'y/m' }), callOf({ caseId: 'd' }), callOf({ repeat: 1 })];
    expect(surveyOf(calls).calls).toBe(4);
  });

  it('cannot be numbered beyond what is kept', () => {
    expect(() => surveyOf([callOf({ place: 4, repeat: 65_536 })])).toThrow('row 4 of f.csv: repeat is 65536');
  });
});

describe('a case', () => {
  it('is one question: another input of one target is refused, with both rows', () => {
    const calls = [callOf({ place: 2, input: 'a?' }), callOf({ place: 5, input: 'b?', repeat: 1 })];
    expect(() => surveyOf(calls)).toThrow('rows 2 and 5 of f.csv have the case "c" but a different input');
    expect(surveyOf(calls, { inputsVary: true }).calls).toBe(2);
  });

  it('may be put in other words to another target, which is told', () => {
    const other = { target: 'y/m', input: 'b?' };
    expect(surveyOf([callOf({ input: 'a?' }), callOf(other)]).sentences()).toEqual([
      'case "c" has another input in another target and counts as the same',
    ]);
    const calls = ['c', 'd'].flatMap((caseId) => [
      callOf({ caseId, input: 'a?' }),
      callOf({ ...other, caseId }),
    ]);
    expect(surveyOf(calls).sentences()).toEqual([
      '2 cases, e.g. "c", have other inputs in other targets and count as the same',
    ]);
    expect(surveyOf([callOf({ input: 'a?' }), callOf({ ...other, input: 'a?' })]).sentences()).toEqual([]);
  });

  it('has one expected answer, from whichever row tells it first', () => {
    const survey = surveyOf([callOf(), callOf({ repeat: 1, expected: 'yes' }), callOf({ repeat: 2 })]);
    expect(survey.cases[0]?.expected).toBe('yes');
    const calls = [callOf({ place: 1, expected: 'yes' }), callOf({ place: 2, repeat: 1, expected: 'no' })];
    expect(() => surveyOf(calls)).toThrow(
      'rows 1 and 2 of f.csv have the case "c" but a different expected answer',
    );
  });

  it('shows the beginning of its input, or its name', () => {
    const [named, asked] = surveyOf([
      callOf(),
      callOf({ caseId: 'd', input: 'q'.repeat(500), category: 'k', cluster: 'g' }),
    ]).cases;
    expect(named).toEqual({ id: 'c', index: 0, tags: [], expected: null, preview: 'c' });
    expect(asked).toMatchObject({ category: 'k', cluster: 'g' });
    expect(asked?.preview.length).toBeLessThanOrEqual(301);
  });
});

describe('numbers of repeats', () => {
  it('count the calls of each target and case for themselves', () => {
    const numbers = new RepeatNumbers();
    const places = ['x c', 'x c', 'y c', 'x d', 'x c', 'y c'].map((place) => place.split(' '));
    expect(
      places.map(([target, caseId]) => numbers.next(callOf({ target: target!, caseId: caseId! }))),
    ).toEqual([0, 1, 0, 0, 2, 1]);
  });
});

it('a target is told apart into provider and model at its first slash', () => {
  const of = (label: string) => {
    const { provider, model } = recordedTarget(label, 1);
    return [provider, model];
  };
  expect(of('openai/gpt-5-mini')).toEqual(['openai', 'gpt-5-mini']);
  expect(of('openrouter/meta/llama')).toEqual(['openrouter', 'meta/llama']);
  expect(of('llama')).toEqual(['', 'llama']);
  expect(of('/llama')).toEqual(['', '/llama']);
  expect(recordedTarget('a', 1).id).toBe(recordedTarget('a', 9).id);
  expect(recordedTarget('a', 1).id).not.toBe(recordedTarget('b', 1).id);
});
