import { describe, expect, it } from 'vitest';
import { AnswerBuilder } from '../../lanes/answer-builder.ts';
import type { JsonObject } from '../answer-reader.ts';
import { MalformedAnswer } from '../malformed-answer.ts';
import { openChatReader } from './chat-reader.ts';

const context = { vendorId: 'mine', toolNames: new Set<string>(), structuredTool: null };

/** Frames of a stream, or one whole body; every frame arrives a millisecond after the last. */
function read(given: JsonObject[] | { whole: unknown }) {
  const builder = new AnswerBuilder([1, 2, 3, 4, 5, 6, 7, 8, 9], { keepTurn: true });
  const reader = openChatReader((part) => builder.add(part), context);
  if (Array.isArray(given))
    for (const frame of given) {
      builder.nextFrame();
      reader.frame(frame, '');
    }
  else {
    builder.nextFrame();
    reader.whole(given.whole);
  }
  reader.end();
  return builder;
}

const delta = (content: object, finish: unknown = null, more: object = {}): JsonObject => ({
  id: 'c1',
  model: 'served-1',
  choices: [{ index: 0, delta: content, finish_reason: finish }],
  ...more,
});
const message = (content: object, finish: unknown = 'stop') => ({
  choices: [{ index: 0, message: content, finish_reason: finish }],
});
const stop = delta({}, 'stop');
const usage = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };

it('takes what the tool for a schema is called with for the answer', () => {
  const builder = new AnswerBuilder([1, 2], { keepTurn: false });
  const reader = openChatReader((part) => builder.add(part), { ...context, structuredTool: 'json' });
  const call = { index: 0, id: 'a', function: { name: 'json', arguments: '{"a":1}' } };
  reader.frame({ choices: [{ delta: { tool_calls: [call] }, finish_reason: 'tool_calls' }] }, '');
  reader.end();
  expect(builder.answer()).toMatchObject({ text: '{"a":1}', toolCalls: [] });
});

it('reads the first of several answers', () => {
  const piece = (index: number, content: string, finish: unknown = null) => ({
    index,
    delta: { content },
    finish_reason: finish,
  });
  const frames = [
    { choices: [piece(1, 'Qui'), piece(0, 'Li')] },
    { choices: [piece(1, 'to', 'length')] },
    { choices: [piece(0, 'ma', 'stop')] },
  ];
  expect(read(frames).answer()).toMatchObject({ text: 'Lima', finishReason: 'stop' });
  // the only one, whatever its index
  expect(read([{ choices: [piece(1, 'Lima', 'stop')] }]).answer().text).toBe('Lima');
});

describe('the end of an answer', () => {
  it.each(['', null, undefined, 7, {}])('%j is no reason', (reason) => {
    expect(read([delta({ content: 'Li' }, reason)]).finishReason).toBeNull();
  });
  it('keeps the latest reason that is one', () => {
    const frames = [delta({ content: 'Li' }, ''), delta({ content: 'ma' }, 'length'), delta({}, '')];
    expect(read(frames).finishReason).toEqual({ unified: 'length', raw: 'length' });
  });
  it('takes an error out of the choice, and one that MiniMax hides', () => {
    const error = { code: 502, message: 'upstream went away' };
    const broken = { choices: [{ index: 0, delta: {}, finish_reason: 'error', error }] };
    expect(read([delta({ content: 'Li' }), broken]).error).toEqual(error);
    const hidden = { choices: null, base_resp: { status_code: 1004, status_msg: 'login fail' } };
    expect(read([hidden]).error).toMatchObject({ message: 'login fail' });
    expect(
      read([delta({ content: 'x' }, 'stop', { error: null, base_resp: { status_code: 0 } })]).error,
    ).toBe(undefined);
  });
});

describe('content', () => {
  it('reads a refusal as text that the model refused with, streamed and whole', () => {
    const streamed = [
      delta({ content: null, refusal: '' }),
      delta({ refusal: 'I will ' }),
      delta({ refusal: 'not.' }),
      stop,
    ];
    for (const given of [streamed, { whole: message({ content: null, refusal: 'I will not.' }) }]) {
      const builder = read(given);
      expect(builder.answer().text).toBe('I will not.');
      expect(builder.finishReason).toEqual({ unified: 'content-filter', raw: 'stop' });
    }
  });
  it('gives each kind its frame', () => {
    const frames = [
      delta({ role: 'assistant', content: '' }),
      delta({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }),
      delta({ content: '', reasoning_content: '', reasoning: 'so' }),
      delta({ content: 'Li', reasoning_content: null }),
      delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }] }, 'tool_calls'),
    ];
    const { frames: seen, ...builder } = read(frames);
    expect(builder.finishReason?.unified).toBe('tool-calls');
    expect([seen.at, read(frames).answer().reasoning]).toEqual([[2, 3, 4, 5], 'hmso']);
  });
  it('is not empty with a picture alone', () => {
    const url = 'data:image/png;base64,AA';
    const builder = read([delta({ content: '', images: [{ type: 'image_url', image_url: { url } }] }), stop]);
    expect(builder.isEmpty).toBe(false);
    expect(builder.answer()).toMatchObject({ text: '', madeFiles: ['image/png'] });
    expect(read({ whole: message({ content: [{ type: 'image_url', image_url: { url } }] }) }).isEmpty).toBe(
      false,
    );
  });
  it('reads what was spoken, and a completion of the old kind', () => {
    expect(read([delta({ content: null, audio: { transcript: 'Lima' } }), stop]).answer().text).toBe('Lima');
    expect(read([delta({ audio: { id: 'a', transcript: 'Lima' } }), stop]).answer().text).toBe('Lima');
    expect(read({ whole: { choices: [{ text: 'Lima', finish_reason: 'stop' }] } }).answer().text).toBe(
      'Lima',
    );
  });
  it('leaves out what a tool of the provider said', () => {
    expect(
      read([delta({ role: 'tool', content: 'found' }), delta({ content: 'Lima' }), stop]).answer().text,
    ).toBe('Lima');
  });
});

describe('messages instead of deltas', () => {
  it.each([
    ['beside deltas, all there is so far', [{ delta: { content: 'Li' }, message: { content: 'Li' } }, { delta: { content: 'ma' }, message: { content: 'Lima' } }]],
    ['after deltas, once more', [{ delta: { content: 'Li' } }, { delta: { content: 'ma' } }, { message: { content: 'Lima' } }]],
    ['piece by piece', [{ message: { content: 'Li' } }, { message: { content: 'ma' } }]],
    ['all there is so far', [{ message: { content: 'Li' } }, { message: { content: 'Lima' } }, { message: { content: 'Lima' } }]],
    ['at the end, after a role', [{ delta: { role: 'assistant', content: '' } }, { delta: {}, message: { content: 'Lima' } }]],
  ])('%s', (_, choices) => {
    const frames = choices.map((choice) => ({ choices: [choice] }));
    expect(read([...frames, stop]).answer().text).toBe('Lima');
  }); // prettier-ignore
  it('have each tool call once', () => {
    const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } };
    const repeated = [
      { choices: [{ message: { content: '', tool_calls: [call] } }] },
      { choices: [{ message: { content: '', tool_calls: [call] } }] },
    ];
    expect(read([...repeated, stop]).answer().toolCalls).toEqual([{ name: 'f', arguments: '{"x":1}' }]);
    const after = [
      delta({ tool_calls: [{ index: 0, ...call }] }),
      { choices: [{ message: { tool_calls: [call] } }] },
    ];
    expect(read([...after, stop]).answer().toolCalls).toHaveLength(1);
  });
});

describe('tool calls', () => {
  it('are read from the member that came before them', () => {
    const frames = [
      delta({ function_call: { name: 'f', arguments: '{"x"' } }),
      delta({ function_call: { arguments: ':1}' } }),
      stop,
    ];
    expect(read(frames).answer().toolCalls).toEqual([{ name: 'f', arguments: '{"x":1}' }]);
    expect(
      read({ whole: message({ content: null, function_call: { name: 'f', arguments: { x: 1 } } }) }).answer()
        .toolCalls,
    ).toEqual([{ name: 'f', arguments: '{"x":1}' }]);
  });
  it('go back in the next turn with their ids and what the provider wants to see again', () => {
    const extra = { google: { thought_signature: 'sig' } };
    const builder = read([
      delta({ content: 'Let me see.' }),
      delta({ tool_calls: [{ index: 0, function: { name: 'f', arguments: '{}' }, extra_content: extra }] }),
      stop,
    ]);
    expect(builder.turn?.content).toEqual([
      { type: 'text', text: 'Let me see.' },
      {
        type: 'tool-call',
        id: 'call-0',
        name: 'f',
        arguments: '{}',
        providerOptions: { mine: { extra_content: extra } },
      },
    ]);
  });
});

describe('what stands around', () => {
  it('is taken from the first frame that has it', () => {
    const opening = { id: '', model: '', choices: [], prompt_filter_results: [], system_fingerprint: null };
    const frames = [
      opening,
      delta({ content: 'Lima' }, null, { provider: 'Host' }),
      delta({}, 'stop', { model: 'other', system_fingerprint: 'fp', service_tier: 'flex' }),
    ];
    expect(read(frames).facts).toEqual({
      responseId: 'c1',
      responseModel: 'served-1',
      servedBy: 'Host',
      fingerprint: 'fp',
      serviceTier: 'flex',
    });
  });
  it.each([
    ['a frame of its own', [stop, { choices: [], usage }]],
    ['the last frame', [delta({}, 'stop', { usage })]],
    ["Groq's member", [delta({}, 'stop', { x_groq: { usage } })]],
    ["Moonshot's choice", [{ choices: [{ index: 0, delta: {}, finish_reason: 'stop', usage }] }]],
    ['a true report before zeros', [delta({}, 'stop', { usage }), { choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } }]],
  ])('usage in %s', (_, frames) => {
    const { tokens, rawUsage } = read([delta({ content: 'Lima' }), ...(frames as JsonObject[])]);
    expect(tokens).toMatchObject({ input: 20, output: 5 });
    expect(rawUsage).toBeDefined();
  }); // prettier-ignore
  it('believes a cost of nothing of OpenRouter alone', () => {
    const cost = (vendorId: string, said: unknown) => {
      const builder = new AnswerBuilder([1]);
      const reader = openChatReader((part) => builder.add(part), { ...context, vendorId });
      reader.frame(delta({ content: 'Lima' }, 'stop', { usage: { ...usage, cost: said } }), '');
      reader.end();
      return builder.facts.costNanousd;
    };
    expect(cost('compatible', 0.001)).toBe(1_000_000);
    expect(cost('compatible', 0)).toBeUndefined();
    expect(cost('openrouter', 0)).toBe(0);
  });
  it('counts the sources of an answer once', () => {
    const citations = ['https://a.example', 'https://b.example'];
    const annotations = citations.map((url) => ({ type: 'url_citation', url_citation: { url } }));
    const cited = [
      delta({ content: 'Lima', annotations }),
      delta({ annotations: annotations.slice(1) }),
      stop,
    ];
    expect(read(cited).answer().citations).toBe(2);
    expect(
      read([
        delta({ content: 'Li' }, null, { citations }),
        delta({ content: 'ma' }, 'stop', { citations }),
      ]).answer().citations,
    ).toBe(2);
  });
});

describe('an answer in one piece', () => {
  it('is read, with a reason or without', () => {
    const builder = read({
      whole: {
        id: 'c1',
        model: 'served-1',
        ...message({ content: [{ type: 'text', text: 'Lima' }], reasoning: 'hm' }, null),
        usage,
      },
    });
    expect(builder.answer()).toMatchObject({ text: 'Lima', reasoning: 'hm', finishReason: 'stop' });
    expect(builder.tokens).toMatchObject({ input: 20, output: 5 });
  });
  it.each([[null], ['Lima'], [{}], [{ choices: [] }], [{ result: 'Lima' }]])('%j is none', (whole) => {
    expect(() => read({ whole })).toThrow(MalformedAnswer);
  });
  it('may be an error', () => {
    expect(read({ whole: { error: { message: 'no' } } }).error).toEqual({ message: 'no' });
  });
});
