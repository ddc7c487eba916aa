import { expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { SampleStep } from '../contract/sample.ts';
import { caseText } from './case-text.ts';

const { run, batch } = madeUp({ runId: 'r', targets: 1, cases: 1 });
const sample = batch.samples[0]!;
const payload = batch.payloads[0]!;
const step = (more: Partial<SampleStep>): SampleStep => ({
  sent: [],
  answer: { text: 'Hello', reasoning: '', toolCalls: [], finishReason: 'stop' },
  outcome: 'ok',
  error_class: '',
  error_message: '',
  http_status: 200,
  retried: false,
  ttft_ms: 120,
  e2e_ms: null,
  input_tokens: 7,
  output_tokens: null,
  reasoning_tokens: null,
  cost_nanousd: null,
  ...more,
});
const textOfCase = (more: Partial<typeof payload>) =>
  caseText(run, sample.case_id, [{ sample, payload: { ...payload, ...more } }], { color: false });

it('names what the model made that is no text', () => {
  const answer = { text: '', reasoning: '', toolCalls: [], finishReason: 'STOP', madeFiles: ['image/png'] };
  expect(textOfCase({ answer, error_message: '' })).toContain('  [image/png, not kept]');
});

it('shows the prompt with what is attached, what is expected and the answer', () => {
  const attachment = { type: 'image' as const, name: 'a.png', mediaType: 'image/png', bytes: 1, sha256: 'x' };
  const text = textOfCase({
    messages: [{ role: 'user', content: [attachment, { type: 'text', text: 'Which?' }] }],
    expected: { a: 1 },
    answer: { text: 'That', reasoning: '', toolCalls: [{ name: 'f', arguments: '{}' }], finishReason: null },
    error_message: '',
  });
  expect(text).toContain('user\n  [a.png, image/png]\n  Which?');
  expect(text).toContain('expected\n  {"a":1}');
  expect(text).toContain('  That\n  f({})');
});

it('shows a conversation call by call, those in vain too; unknown is n/a', () => {
  const result = { type: 'tool-result' as const, id: '1', name: 'f', result: 'sleet', isError: false };
  const steps = [
    step({
      answer: {
        text: '',
        reasoning: '',
        toolCalls: [{ name: 'f', arguments: '{"x":1}' }],
        finishReason: null,
      },
    }),
    step({
      retried: true,
      outcome: 'rate_limited',
      error_class: 'rate_limit',
      error_message: 'slow',
      answer: null,
    }),
    step({ sent: [{ role: 'tool', content: [result] }] }),
  ];
  const text = textOfCase({ steps });
  expect(text).toContain('call 1 · first token 0.1 s · all n/a · 7 in, n/a out\n    f({"x":1})');
  expect(text).toContain('call 2 · rate_limit · tried again');
  expect(text).toContain('tool\n    f → sleet\n  call 3');
});

it('shows what the provider sent in one line, where the message leaves something out', () => {
  const text = textOfCase({ error_message: 'no', error_body: '<html>\n\u001b[2J<p>no</p>' });
  expect(text).toContain('  no\n  what came: <html> <p>no</p>');
  expect(textOfCase({ error_message: 'no' })).not.toContain('what came');
});

it('says so when the answer is no longer kept', () => {
  expect(caseText(run, 'c', [{ sample, payload: null }], { color: false })).toContain('no longer kept');
});
