import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedCall } from './recorded-call.ts';
import { columnMap, completeMap, unknownValues } from './recorded-fields.ts';
import type { TableRow } from './read-table.ts';

const reading = (map: string[], unknown: string[] = []) => ({
  file: 'f.csv',
  map: columnMap(map),
  unknown: unknownValues(unknown),
});
const usual = ['target=model', 'case=id'];
const read = (row: TableRow, map = usual, unknown: string[] = []) =>
  recordedCall({ row: { model: 'a/b', id: '1', ...row }, place: 7 }, reading(map, unknown));

describe('a recorded call', () => {
  it('knows nothing that the file does not say', () => {
    expect(read({})).toEqual({
      place: 7,
      target: 'a/b',
      caseId: '1',
      repeat: null,
      cluster: '',
      category: '',
      startedAtMs: null,
      input: null,
      output: null,
      expected: undefined,
      score: null,
      correct: null,
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
    for (const nothing of ['', null, 'null', 'NaN', 'n/a'])
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

describe('the map of columns', () => {
  it('is completed with usual names, never twice with one column', () => {
    const columns = ['Model', 'question_id', 'epoch', 'answer', 'latency_ms'];
    expect(completeMap({ expected: 'answer' }, columns, false)).toEqual({
      target: 'Model',
      case: 'question_id',
      repeat: 'epoch',
      expected: 'answer',
      e2e_ms: 'latency_ms',
    });
  });

  it('asks for what it must have, and corrects a misspelt field', () => {
    expect(() => completeMap({}, ['a', 'b'], false)).toThrow(
      'no column is known to be the target or the case',
    );
    expect(() => completeMap({}, ['a', 'b'], true)).toThrow('no column is known to be the case');
    expect(() => columnMap(['tragte=model'])).toThrow('--map is "tragte=model"');
  });
});
