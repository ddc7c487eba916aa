import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SamplePayload } from '../contract/sample.ts';
import { payloadColumns, payloadFromRow, payloadRow } from './payload-row.ts';

const json = fc.jsonValue({ maxDepth: 3 });
const anyPayload = fc.record(
  {
    sample_id: fc.uuid(),
    run_id: fc.uuid(),
    started_at_ms: fc.nat(2 ** 31),
    messages: fc.array(fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.string() })),
    expected: json,
    answer: fc.option(
      fc.record({
        text: fc.string({ unit: 'binary' }),
        reasoning: fc.string(),
        toolCalls: fc.array(fc.record({ name: fc.string(), arguments: fc.string() })),
        finishReason: fc.option(fc.string()),
      }),
    ),
    scores: fc.array(
      fc.record({
        name: fc.string(),
        value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })),
      }),
    ),
    error_message: fc.string(),
    error_body: fc.string({ minLength: 1 }),
    frame_times_us: fc.array(fc.nat(2 ** 31 - 1)),
    frame_kinds: fc.stringMatching(/^[trc]*$/),
    raw_usage: json,
    steps: fc.array(fc.record({ outcome: fc.constant('ok'), ttft_ms: fc.option(fc.nat()) })),
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'sample_id',
      'run_id',
      'started_at_ms',
      'messages',
      'expected',
      'answer',
      'scores',
      'error_message',
      'frame_times_us',
      'frame_kinds',
      'raw_usage',
    ],
  },
) as unknown as fc.Arbitrary<SamplePayload>;
/** As JSON has it: -0 is 0. */
const plain = (payload: SamplePayload) => JSON.parse(JSON.stringify(payload)) as SamplePayload;

it('comes back as it was written, whatever it holds', () => {
  fc.assert(
    fc.property(anyPayload, (payload) => {
      expect(payloadFromRow(payloadRow(payload))).toEqual(plain(payload));
    }),
  );
});

it('has a text or a list in each of its columns, and no other', () => {
  fc.assert(
    fc.property(anyPayload, (payload) => {
      const row = payloadRow(payload);
      expect(Object.keys(row).toSorted()).toEqual(payloadColumns.toSorted());
      expect(Object.values(row).every((value) => value !== undefined && value !== null)).toBe(true);
    }),
  );
});

it('takes what is not there for null, and times for what the column holds', () => {
  const payload = {
    sample_id: 's',
    run_id: 'r',
    started_at_ms: 1,
    messages: [],
    expected: undefined,
    answer: null,
    scores: [],
    error_message: '',
    frame_times_us: [-5, 1.6, 5e9],
    frame_kinds: 'ttt',
    raw_usage: undefined,
  } as SamplePayload;
  expect(payloadFromRow(payloadRow(payload))).toEqual({
    ...payload,
    expected: null,
    raw_usage: null,
    frame_times_us: [0, 2, 4_294_967_295],
  });
});
