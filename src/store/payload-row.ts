import { keysOf } from '../base/typed-keys.ts';
import type { SamplePayload, SampleStep } from '../contract/sample.ts';

/** A payload as its table holds it: what has no fixed shape as JSON text. */
export type PayloadRow = Omit<
  SamplePayload,
  'messages' | 'expected' | 'answer' | 'scores' | 'response_id' | 'error_body' | 'raw_usage' | 'steps'
> & {
  response_id: string;
  error_body: string;
  messages: string;
  expected: string;
  answer: string;
  scores: string;
  raw_usage: string;
  steps: string;
};

/** Every field of a row is a column of the same name. `satisfies` fails to compile when the row gains or loses one. */
export const payloadColumns = keysOf({
  run_id: true,
  sample_id: true,
  started_at_ms: true,
  messages: true,
  expected: true,
  answer: true,
  scores: true,
  response_id: true,
  error_message: true,
  error_body: true,
  frame_times_us: true,
  frame_kinds: true,
  raw_usage: true,
  steps: true,
} satisfies Record<keyof PayloadRow, true>);

const maxUInt32 = 4_294_967_295;
/** `undefined` has no JSON; it comes back as null. */
const text = (value: unknown) => JSON.stringify(value) ?? 'null';

export function payloadRow(payload: SamplePayload): PayloadRow {
  return {
    ...payload,
    messages: text(payload.messages),
    expected: text(payload.expected),
    answer: text(payload.answer),
    scores: text(payload.scores),
    raw_usage: text(payload.raw_usage),
    response_id: payload.response_id ?? '',
    error_body: payload.error_body ?? '',
    steps: text(payload.steps ?? null),
    frame_times_us: payload.frame_times_us.map((at) => Math.min(maxUInt32, Math.max(0, Math.round(at)))),
  };
}

/** A sample of a single call has none. */
function stepsOf(json: string): Pick<SamplePayload, 'steps'> {
  const steps: SampleStep[] | null = JSON.parse(json);
  return steps === null ? {} : { steps };
}

export function payloadFromRow(row: PayloadRow): SamplePayload {
  return {
    sample_id: row.sample_id,
    run_id: row.run_id,
    started_at_ms: row.started_at_ms,
    messages: JSON.parse(row.messages),
    expected: JSON.parse(row.expected),
    answer: JSON.parse(row.answer),
    scores: JSON.parse(row.scores),
    ...(row.response_id !== '' && { response_id: row.response_id }),
    error_message: row.error_message,
    ...(row.error_body !== '' && { error_body: row.error_body }),
    frame_times_us: row.frame_times_us,
    frame_kinds: row.frame_kinds,
    raw_usage: JSON.parse(row.raw_usage),
    ...stepsOf(row.steps),
  };
}
