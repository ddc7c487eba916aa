import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedCalls } from './recorded-call.ts';
import { completeMap, givenColumns, unknownValues } from './recorded-fields.ts';
import type { TableRow } from './read-table.ts';

const reading = (map: string[], unknown: string[] = []) => ({
  file: 'f.csv',
  ...givenColumns(map),
  unknown: unknownValues(unknown),
});
const usual = ['target=model', 'case=id'];
const readAll = (row: TableRow, map = usual, unknown: string[] = []) =>
  recordedCalls({ row: { model: 'a/b', id: '1', ...row }, place: 7 }, reading(map, unknown));
const read = (row: TableRow, map = usual, unknown: string[] = []) =>
  readAll(row, map, unknown)[0] as ReturnType<typeof readAll>[number];

describe('a recorded call', () => {
  it('knows nothing that the file does not say', () => {
    expect(read({})).toEqual({
      place: 7,
      target: 'a/b',
      caseId: '1',
      repeat: null,
      cluster: '',
      category: '',
      responseModel: '',
      startedAtMs: null,
      input: null,
      output: null,
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
    });
  });

  it('reads units as what they are, and reaches into lists', () => {
    const map = [
      ...usual,
      'e2e_s=sec',
      'cost_cents=cents',
      'score_percent=p',
      'input_tokens=t.0',
      'output_tokens=t.1',
    ];
    const call = read({ sec: '1.5', cents: 2, p: '85', t: [77, 200] }, map);
    expect(call).toMatchObject({
      e2eMs: 1500,
      costNanousd: 20_000_000,
      score: 0.85,
      inputTokens: 77,
      outputTokens: 200,
    });
  });

  it.each([
    ['2031-05-06T07:08:09Z', Date.UTC(2031, 4, 6, 7, 8, 9)],
    [1_900_000_000, 1_900_000_000_000],
    ['1900000000000', 1_900_000_000_000],
    [new Date(5e11), 5e11],
  ])('takes %s for an instant', (time, ms) =>
    expect(read({ time }, [...usual, 'time=time']).startedAtMs).toBe(ms),
  );

  it('takes a value for unknown only where it was told to', () => {
    const map = [...usual, 'cost_usd=c'];
    expect(read({ c: '0.0' }, map).costNanousd).toBe(0);
    expect(read({ c: '0.0' }, map, ['cost_usd=0']).costNanousd).toBeNull();
    for (const nothing of ['', null, 'null', 'NaN', 'n/a', 'NA', '-', 'None', Number.NaN])
      expect(read({ c: nothing }, map).costNanousd).toBeNull();
  });

  it('is an error where the file tells of one, and says what it was', () => {
    expect(read({ error: 'overloaded' }, [...usual, 'error=error'])).toMatchObject({
      outcome: 'error',
      error: 'overloaded',
    });
    expect(read({ o: 'refused' }, [...usual, 'outcome=o']).outcome).toBe('refused');
  });

  it.each([
    [{ s: '85' }, 'score=s', 'row 7 of f.csv: score is "85"'],
    [{ s: 'fast' }, 'e2e_ms=s', 'row 7 of f.csv: e2e_ms is "fast"'],
    [{ s: '1.5' }, 'repeat=s', 'row 7 of f.csv: repeat is "1.5"'],
    [{ s: 'maybe' }, 'correct=s', 'row 7 of f.csv: correct is "maybe"'],
    [{ s: 'then' }, 'time=s', 'row 7 of f.csv: time is "then"'],
    [{ s: 'fine' }, 'outcome=s', 'row 7 of f.csv: outcome is "fine"'],
  ])('refuses %j as %s', (row, map, message) => expect(() => read(row, [...usual, map])).toThrow(message));

  it('keeps every amount of money to the nano-dollar', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (nano) => {
        expect(read({ c: nano / 1e9 }, [...usual, 'cost_usd=c']).costNanousd).toBe(nano);
      }),
    );
  });
});

describe('an answer', () => {
  const map = [...usual, 'output=o', 'expected=e'];
  it('that is empty is an answer, and words for "nothing" are words', () => {
    expect(read({ o: '' }, map)).toMatchObject({ output: '', outcome: 'ok' });
    for (const word of ['N/A', 'null', 'NaN', 'None', '-'])
      expect(read({ o: word, e: word }, map)).toMatchObject({ output: word, expected: word, outcome: 'ok' });
  });
  it('that is missing where others are there is a failed call, unless the file says what it was worth', () => {
    expect(read({ o: null }, map)).toMatchObject({ output: null, outcome: 'error' });
    expect(read({}, map)).toMatchObject({ outcome: 'error', error: 'the file has no answer here' });
    expect(read({ o: null, s: 1 }, [...map, 'score=s'])).toMatchObject({ outcome: 'ok', score: 1 });
  });
  it('with a word for "no error" did not fail', () => {
    for (const word of ['', null, 'None', 'null', 'nan', 'N/A'])
      expect(read({ o: 'x', err: word }, [...map, 'error=err'])).toMatchObject({ outcome: 'ok', error: '' });
  });
});

describe('a row', () => {
  it('may name its case by two columns', () => {
    expect(read({ subject: 'law', n: 3 }, ['target=model', 'case=subject+n']).caseId).toBe('law/3');
    expect(read({ 'a+b': 'x' }, ['target=model', 'case=a+b']).caseId).toBe('x');
  });
  it('may hold verdicts under their names, in numbers and in words', () => {
    const map = [...usual, 'score.judge=j', 'score.match=m', 'explanation.judge=why'];
    expect(read({ j: 0.5, m: 'C', why: 'half' }, map).scores).toEqual([
      { name: 'judge', value: 0.5, explanation: 'half' },
      { name: 'match', value: 1, explanation: null },
    ]);
    expect(read({ j: 'NA', m: 'incorrect' }, map).scores.map(({ value }) => value)).toEqual([null, 0]);
    expect(() => read({ j: 7 }, map)).toThrow('row 7 of f.csv: score.judge is 7');
  });
  it('may stand for k calls of which n were right', () => {
    const calls = readAll({ n: 2, k: 3, c: 0.01, s: 5 }, [
      ...usual,
      'passes=n',
      'trials=k',
      'cost_usd=c',
      'e2e_s=s',
    ]);
    expect(
      calls.map(({ repeat, correct, costNanousd, e2eMs }) => [repeat, correct, costNanousd, e2eMs]),
    ).toEqual([
      [0, true, 10_000_000, null],
      [1, true, 10_000_000, null],
      [2, false, 10_000_000, null],
    ]);
    expect(() => read({ n: 4, k: 3 }, [...usual, 'passes=n', 'trials=k'])).toThrow('passes is "4 of 3"');
  });
  it.each([
    ['model_a', [1, 0]],
    ['B', [0, 1]],
    ['tie', [0.5, 0.5]],
    ['a/b', [1, 0]],
    ['c/d', [0, 1]],
  ])('may hold which of two answers won: %s', (winner, worth) => {
    const calls = readAll({ other: 'c/d', winner }, [...usual, 'opponent=other', 'winner=winner']);
    expect(calls.map(({ target }) => target)).toEqual(['a/b', 'c/d']);
    expect(calls.map(({ score }) => score)).toEqual(worth);
  });
  it('with a winner that nobody knows is refused, not guessed', () => {
    const map = [...usual, 'opponent=other', 'winner=winner'];
    expect(() => read({ other: 'c/d', winner: '0' }, map)).toThrow('row 7 of f.csv: winner is "0"');
  });
});

describe('the map of columns', () => {
  it('is completed with usual names, never twice with one column', () => {
    const columns = ['Model', 'questionId', 'epoch', 'answer', 'latencyMs'];
    expect(completeMap({ expected: 'answer' }, columns, false)).toEqual({
      target: 'Model',
      case: 'questionId',
      repeat: 'epoch',
      expected: 'answer',
      e2e_ms: 'latencyMs',
    });
  });

  it('asks for what it must have, and corrects a misspelt field', () => {
    expect(() => completeMap({}, ['a', 'b'], false)).toThrow(
      'no column was recognized as the target or the case',
    );
    expect(() => completeMap({}, ['a', 'b'], true)).toThrow('no column was recognized as the case');
    expect(() => givenColumns(['tragte=model'])).toThrow('--map is "tragte=model"');
    expect(() => givenColumns(['model'])).toThrow('--map is "model"');
  });
});
