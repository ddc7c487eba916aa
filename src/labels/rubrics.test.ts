import { describe, expect, it } from 'vitest';
import { specOf } from '../../test/made-up/scored-answer.ts';
import { rubricNamed, rubricsOf } from './rubrics.ts';

const judge = 'x/judge';
const levels = { no: 'wrong', partly: 'half', yes: 'right' };
const specs = [
  specOf('numeric'),
  { ...specOf('rubric', { judge, levels, criterion: 'is it kind' }), name: 'kind' },
  specOf('closed-qa', { judge, criterion: 'is it so' }),
];

describe('rubricsOf', () => {
  it('has the question and the levels of each judge, worst first', () => {
    const [kind, closed, ...more] = rubricsOf([{ scorers: specs }, { scorers: specs }]);
    expect(kind).toMatchObject({ name: 'kind', question: 'is it kind' });
    expect(Object.entries(kind?.choices ?? {})).toEqual([
      ['1', { value: 0, means: 'no: wrong' }],
      ['2', { value: 0.5, means: 'partly: half' }],
      ['3', { value: 1, means: 'yes: right' }],
    ]);
    expect(closed).toMatchObject({ name: 'closed-qa', question: 'is it so', choices: { y: { value: 1 } } });
    expect(more).toEqual([]);
  });

  it('has the usual levels where none are named, and leaves out what has no keys', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`l${i}`, '']));
    const found = rubricsOf([{ scorers: [specOf('rubric', { judge })] }]);
    expect(Object.keys(found[0]?.choices ?? {})).toHaveLength(5);
    expect(rubricsOf([{ scorers: [specOf('rubric', { judge, levels: many })] }])).toEqual([]);
  });
});

it('says which there are', () => {
  expect(() => rubricNamed(rubricsOf([{ scorers: specs }]), 'mean')).toThrow('no rubric "mean"');
  expect(() => rubricNamed([], 'mean')).toThrow(
    expect.objectContaining({ remedy: expect.stringContaining('--criterion') }),
  );
});
