import { describe, expect, it } from 'vitest';
import type { CallResult } from '../../contract/attempt.ts';
import type { ContentPart } from '../../contract/content.ts';
import type { ModelRequest } from '../../contract/model.ts';
import { maxCalls } from '../../contract/conversation.ts';
import type { Case, Target, Tool } from '../../contract/suite.ts';
import { askCase } from './ask-case.ts';

const target: Target = {
  id: 't',
  label: 't',
  provider: 'p',
  model: 'm',
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
};
const caseOf = (more: Partial<Case>): Case => ({
  id: 'c',
  index: 0,
  variables: {},
  tags: [],
  weight: 1,
  tools: [],
  scorers: [],
  ...more,
});
const tool = (more: Partial<Tool> = {}): Tool => ({ name: 'f', parameters: {}, ...more });

/** Each call takes 10 ms; between two there are 100. */
function resultOf(call: number, more: Partial<CallResult> = {}, parts: ContentPart[] = []): CallResult {
  const at = call * 110;
  const toolCalls = parts.flatMap((part) =>
    part.type === 'tool-call' ? [{ name: part.name, arguments: part.arguments }] : [],
  );
  return {
    outcome: 'ok',
    timestamps: {
      scheduled: at,
      dispatched: at,
      sent: at,
      connected: null,
      headers: at + 4,
      firstByte: at + 4,
      closed: at + 10,
    },
    frames: { at: [at + 5, at + 10], kinds: 'tt' },
    answer: { text: `answer ${call}`, reasoning: '', toolCalls, finishReason: 'stop' },
    tokens: {
      input: 10,
      cacheRead: null,
      cacheWrite: null,
      output: 2,
      reasoning: null,
      inputTotal: 10,
      outputTotal: 2,
    },
    rawUsage: { call },
    responseModel: 'm-1',
    responseId: `r${call}`,
    httpStatus: 200,
    failure: null,
    turn: { role: 'assistant', content: [{ type: 'text', text: `answer ${call}` }, ...parts] },
    ...more,
  };
}
const useOf = (id: string, args: string, name = 'f'): ContentPart => {
  return { type: 'tool-call', id, name, arguments: args };
};
const failed = (call: number): CallResult => ({
  ...resultOf(call),
  outcome: 'rate_limited',
  frames: { at: [], kinds: '' },
  answer: null,
  tokens: null,
  httpStatus: 429,
  failure: { class: 'rate_limit', message: 'slow down', httpStatus: 429, retryAfterMs: 0 },
});

async function play(testCase: Case, results: CallResult[], retries = 0) {
  const requests: ModelRequest[] = [];
  const model = {
    call: async (request: ModelRequest) => {
      requests.push(request);
      return results[requests.length - 1] as CallResult;
    },
  };
  const request: ModelRequest = {
    target,
    messages: [{ role: 'user', content: 'Hi' }],
    tools: testCase.tools,
    timeoutMs: 1000,
    scheduledMs: 0,
    signal: new AbortController().signal,
  };
  const told: string[] = [];
  const rules = {
    retries,
    random: () => 0,
    stop: new AbortController().signal,
    next: async ({ responseId }: CallResult) => void told.push(String(responseId)),
  };
  return { result: await askCase(model, testCase, request, rules), requests, told };
}

describe('askCase', () => {
  it('gives no result to what ran at the provider', async () => {
    const there: ContentPart = {
      type: 'tool-call',
      id: 'ws_1',
      name: 'search',
      arguments: '',
      providerExecuted: true,
    };
    const { requests } = await play(caseOf({ tools: [tool({ result: 1 })] }), [
      {
        ...resultOf(0, {}, [there]),
        answer: { text: 'Lima', reasoning: '', toolCalls: [], finishReason: 'stop' },
      },
    ]);
    expect(requests).toHaveLength(1);
  });

  it('counts tools of the provider and its own word for the cost over all steps', async () => {
    const step = (call: number, parts: ContentPart[]) => {
      const result = resultOf(call, { statedCostNanousd: 5 }, parts);
      return { ...result, answer: result.answer && { ...result.answer, serverTools: { search: 1 } } };
    };
    const { result } = await play(caseOf({ tools: [tool({ result: 1 })] }), [
      step(0, [useOf('1', '{}')]),
      step(1, []),
    ]);
    expect(result.answer?.serverTools).toEqual({ search: 2 });
    expect(result.statedCostNanousd).toBe(10);
  });

  it('asks once where there is nothing to continue', async () => {
    const { result, requests } = await play(caseOf({ tools: [tool()] }), [
      resultOf(0, {}, [useOf('1', '{}')]),
    ]);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.keepTurn).toBeUndefined();
    expect(result.steps).toBeUndefined();
  });

  it('says the turns one by one, after all that was said', async () => {
    const turns = ['b', 'c'].map((content) => ({ role: 'user' as const, content }));
    const { result, requests } = await play(caseOf({ turns }), [resultOf(0), resultOf(1), resultOf(2)]);
    expect(requests.map(({ messages }) => messages.map(({ role }) => role[0]).join(''))).toEqual([
      'u',
      'uau',
      'uauau',
    ]);
    expect(result).toMatchObject({
      outcome: 'ok',
      answer: { text: 'answer 2' },
      tokens: { input: 30, output: 6, inputTotal: 30, cacheRead: null },
      rawUsage: [{ call: 0 }, { call: 1 }, { call: 2 }],
      timestamps: { sent: 0, closed: 230 },
    });
    expect(result.frames.at).toEqual([5, 10, 115, 120, 225, 230]);
  });

  it('ends with the failure of a step that is worth no other try', async () => {
    const turns = [{ role: 'user' as const, content: 'b' }];
    const { result } = await play(caseOf({ turns }), [resultOf(0), failed(1)]);
    expect(result).toMatchObject({ outcome: 'rate_limited', failure: { class: 'rate_limit' }, answer: null });
    expect(result.steps?.map(({ retried }) => retried)).toEqual([false, false]);
    expect(result.tokens?.input).toBe(10);
  });

  it('tries a failed step again, and takes the time of it off', async () => {
    const turns = [{ role: 'user' as const, content: 'b' }];
    const answers = [failed(0), resultOf(1), failed(2), failed(3), resultOf(4)];
    const { result, requests, told } = await play(caseOf({ turns }), answers, 2);
    expect(told).toEqual(['r0', 'r1', 'r2', 'r3']);
    expect(requests).toHaveLength(5);
    expect(result.outcome).toBe('ok');
    expect(result.steps?.map(({ retried }) => retried)).toEqual([true, false, true, true, false]);
    expect(result.timestamps.sent).toBe(110);
    // the two in vain after the first answer; the one before it was before the beginning
    expect(result.pausedMs).toBeCloseTo(220, 0);
    expect(result.tokens?.input).toBe(20);
  });

  it('gives tools their results and stops at the limit', async () => {
    const uses = [0, 1, 2].map((call) => resultOf(call, {}, [useOf(`id${call}`, '{}')]));
    const { result, requests } = await play(
      caseOf({ tools: [tool({ result: { ok: 1 } })], maxSteps: 3 }),
      uses,
    );
    expect(requests.at(-1)?.messages.at(-1)).toEqual({
      role: 'tool',
      content: [{ type: 'tool-result', id: 'id1', name: 'f', result: '{"ok":1}', isError: false }],
    });
    expect(result).toMatchObject({ outcome: 'truncated', answer: { finishReason: 'step_limit' } });
    expect(result.answer?.toolCalls).toHaveLength(3);
  });

  it('leaves usage unknown when that of one step is', async () => {
    const turns = [{ role: 'user' as const, content: 'b' }];
    const { result } = await play(caseOf({ turns }), [resultOf(0), resultOf(1, { tokens: null })]);
    expect(result.tokens).toBeNull();
  });
});

describe('maxCalls', () => {
  const turns = [{ role: 'user' as const, content: 'b' }];
  it.each([
    [{}, 1],
    [{ tools: [tool()] }, 1],
    [{ turns }, 2],
    [{ turns, maxSteps: 1 }, 1],
    [{ tools: [tool({ result: 1 })] }, 10],
    [{ tools: [tool({ results: [{ arguments: {}, result: 1 }] })], maxSteps: 4 }, 4],
  ])('of %j is %i', (more, most) => expect(maxCalls(caseOf(more))).toBe(most));
});
