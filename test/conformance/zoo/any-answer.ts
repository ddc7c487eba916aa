/** Answers made up by fast-check, which every wire can write down. */
import fc from 'fast-check';
import type { ZooAnswer, ZooUsage } from './zoo-answer.ts';

const said = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', '\\', '\n', '\u2028', '{', ' '),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 12,
  })
  // the spelled-out marks of reasoning and data are other tests' matter
  .filter((text) => text.isWellFormed());

const input = fc.option(
  fc.dictionary(
    fc.constantFrom('city', 'when', 'a b'),
    fc.oneof(said, fc.integer(), fc.boolean(), fc.array(said, { maxLength: 2 })),
    {
      minKeys: 1,
    },
  ),
);

const calls = fc
  .array(fc.record({ name: fc.constantFrom('get_weather', 'get_time'), input }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) => all.map((call, i) => ({ ...call, id: `call_${i}` })));

const usage: fc.Arbitrary<ZooUsage> = fc
  .record({
    fresh: fc.integer({ min: 1, max: 5000 }),
    cacheRead: fc.nat(5000),
    output: fc.integer({ min: 1, max: 5000 }),
  })
  .map(({ fresh, cacheRead, output }) => ({ input: fresh + cacheRead, cacheRead, output }));

const base = {
  model: fc.constant('served-1'),
  reasoning: fc.option(said, { nil: undefined }),
  usage,
};

/** Texts, calls or both, with or without reasoning before; they came to an end. */
export const anyAnswer: fc.Arbitrary<ZooAnswer> = fc.oneof(
  fc.record({
    ...base,
    texts: fc.array(said, { minLength: 1, maxLength: 5 }),
    end: fc.constantFrom('stop' as const, 'length' as const),
  }),
  fc.record({
    ...base,
    texts: fc.option(fc.array(said, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    calls,
    inputStep: fc.integer({ min: 1, max: 20 }),
    end: fc.constant('tools' as const),
  }),
) as fc.Arbitrary<ZooAnswer>;
