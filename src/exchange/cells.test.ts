import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssayError } from '../contract/errors.ts';
import { outcomes } from '../contract/outcome.ts';
import { Cells, valueAt, type CallReading } from './cells.ts';
import type { TableRow } from './read-table.ts';
import { givenColumns, unknownValues, type RecordedField } from './recorded-fields.ts';

const map = Object.fromEntries(
  ['target', 'case', 'output', 'error', 'outcome', 'time', 'correct', 'e2e_ms', 'e2e_s', 'input_tokens'].map(
    (name) => [name, name],
  ),
);

function cellsOf(row: TableRow, unknown: string[] = [], more: Partial<CallReading> = {}) {
  const notes: string[] = [];
  const cells = new Cells(
    { row, place: 12 },
    {
      file: 'f.csv',
      map,
      scores: { values: new Map(), explanations: new Map() },
      unknown: unknownValues(unknown),
      note: (what, field) => void notes.push(`${what} ${field}`),
      ...more,
    },
  );
  return { cells, notes };
}
const cellOf = (field: RecordedField, value: unknown, unknown: string[] = []) =>
  cellsOf({ [field]: value } as TableRow, unknown);

const nothings = [
  'null',
  'NaN',
  '-nan',
  'NaT',
  'N/A',
  'n/a',
  'NA',
  '<na>',
  '#N/A',
  '#N/A!',
  'None',
  'nil',
  'undefined',
  '-',
  '---',
];

describe('values', () => {
  it('reach into objects and lists, and join columns that are there', () => {
    const row = { a: { b: [1, 2] }, 'x+y': 'itself', p: 'q', n: 0, gone: null } as unknown as TableRow;
    expect(valueAt('a.b.1', row)).toBe(2);
    expect(valueAt('x+y', row)).toBe('itself');
    expect(valueAt('p + n', row)).toBe('q/0');
    expect(valueAt('p+missing', row)).toBeUndefined();
    expect(valueAt('p+gone', row)).toBeUndefined();
    expect(valueAt('missing', row)).toBeUndefined();
  });

  it('are none where a cell is empty, and in a column without a name', () => {
    for (const empty of ['', null, undefined])
      expect(cellOf('error', empty).cells.value('error')).toBeUndefined();
    expect(cellsOf({ a: 'x' }, [], { map: { error: '' } }).cells.value('error')).toBeUndefined();
    expect(cellOf('input_tokens', 0).cells.value('input_tokens')).toBe(0);
  });

  it('are not known when the file says so, as a text or as the same number', () => {
    expect(cellOf('e2e_ms', '-1', ['e2e_ms=-1']).cells.value('e2e_ms')).toBeUndefined();
    expect(cellOf('e2e_ms', '-1.0', ['e2e_ms=-1']).cells.value('e2e_ms')).toBeUndefined();
    expect(cellOf('e2e_ms', -1, ['e2e_ms=-1']).cells.value('e2e_ms')).toBeUndefined();
    expect(cellOf('error', '?', ['error=?']).cells.value('error')).toBeUndefined();
    expect(cellOf('e2e_ms', '1', ['e2e_ms=-1']).cells.value('e2e_ms')).toBe('1');
    expect(cellOf('error', '-1', ['e2e_ms=-1']).cells.value('error')).toBe('-1');
  });
});

describe('an answer', () => {
  it.each<[unknown, string | null]>([
    ['', ''],
    [undefined, null],
    [null, null],
    ['None', 'None'],
    [5, '5'],
    [false, 'false'],
    [{ a: 1 }, '{"a":1}'],
    [{ role: 'assistant', content: 'said' }, 'said'],
    [{ role: 'assistant', content: '' }, '{"role":"assistant","content":""}'],
    [{ role: 'user', content: 'asked' }, '{"role":"user","content":"asked"}'],
    [{ role: 'assistant', content: [{ text: 'x' }] }, '{"role":"assistant","content":[{"text":"x"}]}'],
  ])('%j is %j', (value, answer) => {
    expect(cellOf('output', value).cells.answer()).toBe(answer);
  });
});

describe('numbers', () => {
  it.each(nothings)('%s is not known, and that is told', (word) => {
    const { cells, notes } = cellOf('input_tokens', ` ${word} `);
    expect(cells.count('input_tokens')).toBeNull();
    expect(notes).toEqual(['unknown input_tokens']);
  });

  it('are whole where something is counted', () => {
    expect(cellOf('input_tokens', '12').cells.count('input_tokens')).toBe(12);
    expect(cellOf('input_tokens', 12.0).cells.count('input_tokens')).toBe(12);
    for (const wrong of ['1.5', -1, 'many', '12 tokens', Number.POSITIVE_INFINITY])
      expect(() => cellOf('input_tokens', wrong).cells.count('input_tokens'), `${wrong}`).toThrow(AssayError);
  });

  it('are every count that there is, however it is kept', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.boolean(), (count, isText) => {
        const value = isText ? String(count) : count;
        expect(cellOf('input_tokens', value).cells.count('input_tokens')).toBe(count);
      }),
    );
  });

  it('are taken from the first unit that tells one', () => {
    const units: [RecordedField, number][] = [
      ['e2e_ms', 1],
      ['e2e_s', 1000],
    ];
    expect(cellsOf({ e2e_ms: '250', e2e_s: '9' }).cells.amount(units)).toBe(250);
    expect(cellsOf({ e2e_ms: 'N/A', e2e_s: '1.5' }).cells.amount(units)).toBe(1500);
    expect(cellsOf({ e2e_ms: '0', e2e_s: '1.5' }).cells.amount(units)).toBe(0);
    expect(cellsOf({}).cells.amount(units)).toBeNull();
    expect(() => cellsOf({ e2e_ms: -5 }).cells.amount(units)).toThrow('e2e_ms is -5');
  });

  it('with a comma are read, and told of', () => {
    const { cells, notes } = cellOf('e2e_s', '1,5');
    expect(cells.amount([['e2e_s', 1000]])).toBe(1500);
    expect(notes).toEqual(['comma e2e_s']);
  });
});

describe('verdicts', () => {
  it.each([
    ...[
      'true',
      'TRUE',
      ' yes ',
      'y',
      'correct',
      'right',
      'pass',
      'Passed',
      'C',
      '1',
      1,
      true,
      'WAHR',
      'vrai',
      'истина',
    ].map((word) => [word, true] as const),
    ...[
      'false',
      'No',
      'incorrect',
      'wrong',
      'fail',
      'failed',
      'I',
      'N',
      '0',
      0,
      false,
      'FALSCH',
      'fałsz',
    ].map((word) => [word, false] as const),
    ['', null] as const,
    ['N/A', null] as const,
  ])('%s is %s', (word, verdict) => {
    expect(cellOf('correct', word).cells.flag('correct')).toBe(verdict);
  });

  it.each(['p', 0.5, 'maybe', 2])('%s is no verdict of right or wrong', (word) => {
    expect(() => cellOf('correct', word).cells.flag('correct')).toThrow('row 12 of f.csv: correct is');
  });
});

describe('scores', () => {
  const scored = (value: unknown, why?: unknown) =>
    cellsOf({ v: value, w: why } as TableRow, [], {
      scores: givenColumns(['score.helpful=v', 'explanation.helpful=w']).scores,
    }).cells.scores();

  it.each<[unknown, number | null]>([
    [0.25, 0.25],
    ['0.25', 0.25],
    ['correct', 1],
    ['P', 0.5],
    [true, 1],
    ['I', 0],
    ['', null],
    [null, null],
    ['none', null],
    [Number.NaN, null],
  ])('%j is %s', (value, score) => {
    expect(scored(value, 'as it is short')).toEqual([
      { name: 'helpful', value: score, explanation: 'as it is short' },
    ]);
  });

  it.each([1.01, -0.1, '85', 'good', {}])('%j is out of range, and said to be so by its name', (value) => {
    expect(() => scored(value)).toThrow('row 12 of f.csv: score.helpful is');
  });

  it('need no explanation', () => {
    expect(scored(1)).toEqual([{ name: 'helpful', value: 1, explanation: null }]);
  });
});

describe('outcomes and errors', () => {
  it.each(outcomes)('%s is itself', (outcome) => {
    expect(cellOf('outcome', outcome).cells.outcome()).toBe(outcome);
  });
  it('follow from the error where they are not told', () => {
    expect(cellOf('error', 'HTTP 500').cells.outcome()).toBe('error');
    for (const nothing of [...nothings, '', null])
      expect(cellOf('error', nothing).cells.outcome(), `${nothing}`).toBe('ok');
  });
  it('are one of those there are', () => {
    expect(() => cellOf('outcome', 'meh').cells.outcome()).toThrow('outcome is "meh"');
  });
});

describe('times', () => {
  it('are told of where they have no zone, or are kept in small units', () => {
    const of = (value: unknown) => {
      const { cells, notes } = cellOf('time', value);
      return [cells.instant('time'), notes];
    };
    const at = Date.UTC(2026, 10, 28, 10);
    expect(of('2026-11-28T10:00:00Z')).toEqual([at, []]);
    expect(of(at)).toEqual([at, []]);
    expect(of(at / 1000)).toEqual([at, []]);
    expect(of(at * 1000)).toEqual([at, ['micro time']]);
    expect(of(String(BigInt(at) * 1_000_000n))).toEqual([at, ['nano time']]);
    expect(of('2026-11-28 10:00:00')[1]).toEqual(['no-zone time']);
    expect(of('')).toEqual([null, []]);
  });
  it('are between 1970 and 2100', () => {
    for (const wrong of ['soon', '3026-01-01T00:00:00Z', -5])
      expect(() => cellOf('time', wrong).cells.instant('time')).toThrow('time is');
  });
});

describe('what a row must have', () => {
  it('is a name', () => {
    expect(cellOf('target', 'a/b').cells.needed('target')).toBe('a/b');
    expect(cellOf('case', 7).cells.needed('case')).toBe('7');
  });
  it.each(['', null, undefined])('is missed with its row and file: %j', (value) => {
    const tried = () => cellOf('case', value).cells.needed('case');
    expect(tried).toThrow('row 12 of f.csv: case is ""');
    expect(tried).toThrow(
      expect.objectContaining({ code: 'usage', remedy: expect.stringContaining('a name') }),
    );
  });
});
