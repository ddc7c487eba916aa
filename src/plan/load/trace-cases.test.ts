import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import type { Suite } from '../../contract/suite.ts';
import { withSyntheticCases } from './synthetic-cases.ts';
import { traceCases, traceLengthOf, traceMessages } from './trace-cases.ts';
import { replaySizes } from './trace-replay.ts';

describe('the cases of a trace', () => {
  it('give every call a prompt of its length, whatever the order of the rows', () => {
    const row = fc.record({ time: fc.nat(1000), input: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const inputs = rows.map(({ input }) => input);
        const times = rows.map(({ time }) => time);
        const load = { shape: 'trace-replay', times, inputs };
        const suite = withSyntheticCases({ seed: 3, cases: [], load } as unknown as Suite);
        const sizes = replaySizes(times, inputs, undefined);
        const inOrder = rows.map((each, i) => ({ ...each, i })).sort((a, b) => a.time - b.time || a.i - b.i);
        for (const [i, { input }] of inOrder.entries()) {
          const testCase = suite.cases[sizes[i]?.caseIndex ?? -1];
          const [message] = (testCase && traceMessages(suite, testCase)) ?? [];
          expect(encode(String(message?.content))).toHaveLength(input);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('are no cases of any other suite', () => {
    const [testCase] = traceCases([5]);
    if (!testCase) throw new Error('no case');
    const other = { seed: 1, load: { shape: 'poisson' } };
    expect([traceLengthOf(other, testCase), traceMessages(other, testCase)]).toEqual([null, null]);
  });
});
