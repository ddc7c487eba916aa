import { expect, it } from 'vitest';
import { readRequirements } from './requirement-fields.ts';

it('asks the server in its units, whatever units were written', () => {
  const { query, problems, meanings } = readRequirements({
    baseline: 'a',
    margin: '1',
    maxP95: '1.5s',
    maxErrors: '5',
    maxPer1k: '$1',
    calls: '1M',
  });
  expect(query).toEqual({
    baseline: 'a',
    margin: '1%',
    maxP95: '1500',
    maxErrors: '5%',
    maxPer1k: '1',
    calls: '1000000',
  });
  expect(problems).toEqual({});
  expect(meanings).toEqual({
    margin: '1 point',
    maxP95: '1,500 ms',
    maxErrors: '5 %',
    calls: '1,000,000',
  });
});

it('asks nothing while a field is wrong, and says which', () => {
  const { query, problems } = readRequirements({ margin: '0.03', maxP95: '900' });
  expect(query).toBeNull();
  expect(Object.keys(problems)).toEqual(['margin']);
});

it('asks nothing of an empty field', () => {
  expect(readRequirements({ margin: '', maxP95: '  ' })).toMatchObject({ problems: {} });
  expect(readRequirements({}).query).toEqual({});
});
