import { describe, expect, it } from 'vitest';
import { LabelRows } from './label-rows.ts';

const targets = [
  { id: 't-a', label: 'A', provider: 'p', model: 'a' },
  { id: 't-b', label: 'B', provider: 'p', model: 'b' },
];
const answers = targets.flatMap(({ id }) =>
  ['c1', 'c2'].map((case_id) => ({ sample_id: `${id} ${case_id}`, target_id: id, case_id, repeat: 0 })),
);
const rows = () => new LabelRows({ runId: 'r', targets, answers, by: 'me', criterion: null, atMs: 5 });

describe('LabelRows', () => {
  it('finds the answer by target and case, or by its id', () => {
    const table = rows();
    expect(table.label({ target: 'A', case: 'c1', value: 'yes' }, 2)).toEqual({
      run_id: 'r',
      case_id: 'c1',
      sample_id: 't-a c1',
      other_sample_id: null,
      criterion: 'correct',
      value: 1,
      by: 'me',
      at_ms: 5,
    });
    expect(table.label({ target: 'p/b', case_id: 'c2', value: 0.25, by: 'ada' }, 3)).toMatchObject({
      sample_id: 't-b c2',
      value: 0.25,
      by: 'ada',
    });
    expect(table.label({ sample_id: 't-a c2', value: '0', criterion: 'kind' }, 4)).toMatchObject({
      criterion: 'kind',
      value: 0,
    });
  });

  it('reads pairs', () => {
    const row = { target: 'A', other_target: 'B', case: 'c1', value: 'neither' };
    expect(rows().label(row, 2)).toMatchObject({
      other_sample_id: 't-b c1',
      criterion: 'better',
      value: 0.5,
    });
  });

  it.each([
    [{ target: 'C', case: 'c1', value: 1 }, 'target "C" is not in this run'],
    [{ case: 'c1', value: 1 }, 'there is no target'],
    [{ target: 'A', case: 'c9', value: 1 }, 'A has no answer to case "c9"'],
    [{ target: 'A', case: 'c1', repeat: 2, value: 1 }, 'repeat 2'],
    [{ target: 'A', case: 'c1', value: 'fine' }, 'value is "fine"'],
    [{ target: 'A', case: 'c1' }, 'value is ""'],
    [{ target: 'A', case: 'c1', value: 3 }, 'value is "3"'],
    [{ sample_id: 'x', value: 1 }, 'sample_id "x" is not an answer'],
    [{ sample_id: 't-a c1', other_sample_id: 't-b c2', value: 1 }, 'not from the same case'],
  ])('says what is wrong with %j', (row, message) => {
    expect(() => rows().label(row, 7)).toThrow(/^row 7: /);
    expect(() => rows().label(row, 7)).toThrow(message);
  });

  it('takes the same answer twice for an accident, unless another person or question is meant', () => {
    const table = rows();
    const row = { target: 'A', case: 'c1', value: 1 };
    table.label(row, 2);
    table.label({ ...row, by: 'ada' }, 3);
    table.label({ ...row, criterion: 'kind' }, 4);
    expect(() => table.label(row, 5)).toThrow('me has already labelled it in row 2');
  });
});
