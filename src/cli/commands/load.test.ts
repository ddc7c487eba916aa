import { expect, it } from 'vitest';
import { loadGiven } from './load.ts';

it('names what is given as a suite file would, and nothing else', () => {
  expect(loadGiven({})).toEqual({});
  expect(loadGiven({ rate: 7.5, duration: 60, warmup: 0, unique: true })).toEqual({
    rate: 7.5,
    durationSeconds: 60,
    warmupSeconds: 0,
    unique: true,
  });
});

it.each([
  ['k=0.5', { k: 0.5 }],
  ['file=trace.csv', { file: 'trace.csv' }],
  ['stages=[{"rate": 1}]', { stages: [{ rate: 1 }] }],
  ['name=a=b', { name: 'a=b' }],
  ['empty=', { empty: '' }],
])('reads --option %s', (option, settings) => {
  expect(loadGiven({ option: [option] })).toEqual(settings);
});

it.each(['fast', '=5'])('refuses --option %s', (option) => {
  expect(() => loadGiven({ option: [option] })).toThrow(`--option is "${option}"`);
});
