import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { shapes } from '../plan/load/shapes.ts';
import { commands } from './commands.ts';
import {
  choice,
  count,
  date,
  either,
  flag,
  fraction,
  list,
  margin,
  number,
  pairs,
  port,
  positive,
  probability,
  readOptions,
  text,
  type Given,
} from './options.ts';
import { loadSpec } from './specs/run.ts';

const kinds = [
  count('--count <n>', ''),
  port('--port <n>', ''),
  number('--number <n>', ''),
  positive('--positive <n>', ''),
  fraction('--fraction <f>', ''),
  margin('--margin <points>', ''),
  probability('--probability <f>', ''),
  date('--date <date>', ''),
  choice('--choice <word>', ['this', 'that'], ''),
  pairs('--pairs <key=value>', ''),
  text('--text <text>', ''),
  list('--list <item>', ''),
] as const;

const readOne = (name: string, given: Given) =>
  (readOptions(kinds, { [name]: given }) as Record<string, unknown>)[name];

describe('an option', () => {
  it.each<[string, Given, unknown]>([
    ['count', '3', 3],
    ['port', '0', 0],
    ['number', '0', 0],
    ['number', '7.5', 7.5],
    ['positive', '1e3', 1000],
    ['fraction', '3%', 0.03],
    ['fraction', '0.8', 0.8],
    ['margin', '3', 0.03],
    ['margin', '2 points', 0.02],
    ['probability', '80%', 0.8],
    ['date', '2031-04-01T06:00Z', Date.UTC(2031, 3, 1, 6)],
    ['choice', 'that', 'that'],
    ['pairs', ['a=1', 'b=x=y'], { a: '1', b: 'x=y' }],
    ['text', ' 3 ', '3'],
    ['list', ['a', 'b'], ['a', 'b']],
  ])('%s reads %j as %j', (name, given, value) => {
    expect(readOne(name, given)).toEqual(value);
  });

  it.each<[string, Given, string, RegExp]>([
    ['count', '0', '--count is "0"', /a whole number from 1/],
    ['count', '1.5', '--count is "1.5"', /a whole number from 1/],
    ['count', '', '--count is ""', /a whole number from 1/],
    ['port', '65536', '--port is "65536"', /0 \(any free one\) to 65535/],
    ['number', '-1', '--number is "-1"', /a number from 0/],
    ['number', 'Infinity', '--number is "Infinity"', /a number from 0/],
    ['positive', '0', '--positive is "0"', /a number above 0/],
    ['fraction', 'lots', '--fraction is "lots"', /e\.g\. 0\.03 or 3%/],
    ['fraction', '1', '--fraction is "1"', /1% or 100%/],
    ['margin', '0.5', '--margin is "0.5"', /0\.5 could be either/],
    ['probability', '100%', '--probability is "100%"', /above 0 and below 1/],
    ['date', 'soon', '--date is "soon"', /2031-04-01/],
    ['choice', 'these', '--choice is "these"', /this or that/],
    ['pairs', ['a=1', 'b'], '--pairs is "a=1", "b"', /key=value/],
  ])('%s refuses %j with the option, the value and what is expected', (name, given, message, remedy) => {
    const read = () => readOne(name, given);
    expect(read).toThrow(message);
    expect(read).toThrow(expect.objectContaining({ code: 'usage', remedy: expect.stringMatching(remedy) }));
  });

  it('has its default when it is not given, and shows it in the help', () => {
    const specs = [
      count('--limit <n>', 'how many', { default: 20 }),
      text('--name <text>', 'a name'),
      list('--item <x>', 'an item'),
      flag('--quick', 'less'),
      flag('--no-open', 'closed'),
      either('--cache', 'reuse'),
    ] as const;
    const values = readOptions(specs, {});
    expect(values).toEqual({
      limit: 20,
      name: undefined,
      item: [],
      quick: false,
      open: true,
      cache: undefined,
    });
    expectTypeOf(values.limit).toEqualTypeOf<number>();
    expectTypeOf(values.name).toEqualTypeOf<string | undefined>();
    expectTypeOf(values.open).toEqualTypeOf<boolean>();
    expectTypeOf(values.cache).toEqualTypeOf<boolean | undefined>();
    expect(specs[0].summary).toBe('how many; default: 20');
  });

  it('reads every whole number it accepts as itself, and any text without a surprise', () => {
    fc.assert(fc.property(fc.integer({ min: 1 }), (value) => readOne('count', String(value)) === value));
    const spec = kinds.filter(({ name }) =>
      ['count', 'number', 'positive', 'fraction', 'probability'].includes(name),
    );
    fc.assert(
      fc.property(fc.constantFrom(...spec), fc.string(), ({ read }, given) => {
        const result = read(given);
        if ('value' in result) expect(Number.isFinite(result.value)).toBe(true);
        else expect(result.expected).not.toBe('');
      }),
    );
  });
});

describe('the commands', () => {
  it('name no option twice, but for --x with --no-x', () => {
    for (const { name, options } of commands) {
      const flags = options.map((option) => option.flags);
      expect(new Set(flags).size, name).toBe(flags.length);
    }
  });
  it('know the load shapes there are', () => {
    const shape = loadSpec.options.find((option) => option.name === 'shape');
    for (const { word } of shapes) expect(shape?.read(word)).toEqual({ value: word });
  });
});
