import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreWith } from '../../../test/made-up/score-with.ts';
import { toolArguments } from './tool-arguments.ts';
import { toolCall } from './tool-call.ts';

const call = (name: string, given: unknown = {}) => ({
  name,
  arguments: typeof given === 'string' ? given : JSON.stringify(given),
});
const score = async (toolCalls: ReturnType<typeof call>[], expected: unknown, options = {}) =>
  (await scoreWith(toolCall, { answer: { toolCalls }, expected, options })).value;

describe('tool-call with several calls', () => {
  const [a, b, c] = [call('a', { x: 1 }), call('b', { y: 'Z' }), call('c')] as const;
  const expected = [{ name: 'a', arguments: { x: 1 } }, { name: 'b' }];
  it.each([
    [[a, b], {}, 1],
    [[b, a], {}, 1],
    [[b, a], { order: true }, 0],
    [[a, b], { order: true }, 1],
    [[a, b, c], {}, 0],
    [[a, b, c], { measure: 'recall' }, 1],
    [[a, b, c], { measure: 'precision' }, 2 / 3],
    [[a], { measure: 'f1' }, 2 / 3],
    [[b, a], { order: true, measure: 'f1' }, 0.5],
    [[], {}, 0],
    [[a, a], { measure: 'recall' }, 0.5],
    [[call('a', '{broken'), b], { measure: 'recall' }, 0.5],
  ])('%j with %j is %d', async (calls, options, value) => {
    expect(await score(calls, expected, options)).toBeCloseTo(value, 12);
  });
  it('leaves a call to the expectation that says more', async () => {
    const either = [{ name: 'a' }, { name: 'a', arguments: { x: 1 } }];
    expect(await score([call('a', { x: 1 }), call('a', { x: 2 })], either)).toBe(1);
  });
  it.each([
    [[{ unit: 'm' }], 1],
    [[{ unit: 'CM' }], 1],
    [[{ unit: 'm', base: 1 }], 1],
    [[{ unit: 'km' }], 0],
    [[{}], 0],
    [[{ unit: 'm', base: 2 }], 0],
    [[{ unit: 'm', toString: 1 }], 0],
  ])('takes any of several values, and the absence of what is optional: %j is %d', async ([given], value) => {
    const expected = { name: 'a', anyOf: { unit: ['m', 'cm'], base: [1] }, optional: ['base'] };
    expect(await score([call('a', given)], expected)).toBe(value);
  });
  it('places as many calls as can be placed, whatever the order', async () => {
    const wanted = [
      { name: 'a', anyOf: { x: [1, 2] } },
      { name: 'a', anyOf: { x: [2, 3] } },
      { name: 'a', arguments: { x: 2 } },
    ];
    const calls = [2, 1, 3].map((x) => call('a', { x }));
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [1, 0, 2],
    ];
    for (const order of orders)
      expect(
        await score(
          calls,
          order.map((i) => wanted[i]),
        ),
      ).toBe(1);
    expect(await score([calls[1], calls[1], calls[2]] as never, wanted, { measure: 'recall' })).toBeCloseTo(
      2 / 3,
    );
  });
  it('wants none for an empty list as for null', async () => {
    expect(await score([], [])).toBe(1);
    expect(await score([a], [])).toBe(0);
    expect(await score([], null)).toBe(1);
    expect(await score([a], 'a')).toBeNull();
  });
  it('is 1 for the calls it expects, in any order', async () => {
    // the schema of a case leaves `__proto__` out, as it must
    const names = fc.string().filter((name) => name !== '__proto__');
    const calls = fc.array(
      fc.record({ name: fc.constantFrom('a', 'b'), arguments: fc.dictionary(names, fc.integer()) }),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(calls, async (wanted) => {
        const made = wanted.map(({ name, arguments: given }) => call(name, given)).toReversed();
        expect(await score(made, wanted)).toBe(1);
        expect(
          await score(
            wanted.map(({ name, arguments: given }) => call(name, given)),
            wanted,
            { order: true },
          ),
        ).toBe(1);
      }),
      { numRuns: 50 },
    );
  });
});

describe('tool-arguments', () => {
  const options = {
    tool: 'book',
    patterns: { date: '^\\d{4}-\\d{2}-\\d{2}$', 'guest.name': '(?i)ada', rooms: '^[12]$' },
  };
  const given = { date: '2026-05-01', guest: { name: 'Ada L.' }, rooms: 2 };
  const of = async (calls: ReturnType<typeof call>[], more = options) =>
    (await scoreWith(toolArguments, { answer: { toolCalls: calls }, options: more })).value;
  it('is the share of patterns that match in the best call', async () => {
    expect(await of([call('book', given)])).toBe(1);
    expect(await of([call('book', { ...given, date: 'tomorrow' })])).toBeCloseTo(2 / 3, 12);
    expect(await of([call('book', {}), call('book', given)])).toBe(1);
    expect(await of([call('book', '{broken')])).toBe(0);
    expect(await of([call('other', given)])).toBe(0);
    expect(await of([])).toBe(0);
  });
  it('names a pattern that is none', () => {
    expect(() => toolArguments.prepare({ patterns: { a: '(' } }, {} as never)).toThrow('"patterns.a"');
    expect(() => toolArguments.prepare({ patterns: {} }, {} as never)).toThrow('patterns');
  });
});
