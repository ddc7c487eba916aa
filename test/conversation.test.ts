import { newId } from '../src/base/id.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../src/base/clock.ts';
import type { Attempt, CallResult } from '../src/contract/attempt.ts';
import { partsOf, textOf } from '../src/contract/content-parts.ts';
import type { Case, Suite, Target } from '../src/contract/suite.ts';
import { suiteKnowledge } from '../src/app/run/suite-knowledge.ts';
import { createPriceBook } from '../src/measure/price-book.ts';
import { openLanes, type Lanes } from '../src/providers/lanes/open-lanes.ts';
import { simulatedEndpoints } from '../src/simulator/simulated-endpoints.ts';
import { serveSimulator } from '../src/simulator/serve.ts';
import type { SimulatorHandle } from '../src/simulator/simulator-options.ts';
import { attachmentFolder, keepAttachments } from '../src/journal/keep-attachments.ts';
import { runDirectory } from '../src/journal/run-directory.ts';
import { askCase } from '../src/run/conversation/ask-case.ts';
import { prepareScorer } from '../src/score/prepare-scorer.ts';
import { createSampleBuilder, type SampleRows } from '../src/samples/sample-builder.ts';
import { loadSuite } from '../src/suite/load-suite.ts';

/** Turns, tool loops and pictures over the three wires, by real packages and over real sockets. */
const suiteFile = `
name: Conversations
targets: [sim/chat, sim/messages, sim/gemini]
parameters: { maxOutputTokens: 500 }
cases:
  - id: turns
    input: 'Remember the word {{word}}.'
    variables: { word: amber }
    turns: ['What was the word, {{word}} or not?', 'Spell it.']
    expected: a-m-b-e-r
    scorers: [{ type: contains, any: [a-m-b-e-r] }]
  - id: tools
    input: 'What is the weather in Oslo?'
    expected: rain
    tools:
      - name: find_city
        parameters: { type: object, properties: { name: { type: string } }, required: [name] }
        results: [{ arguments: { name: Oslo }, result: { id: 7 } }]
      - name: weather
        parameters: { type: object, properties: { id: { type: integer } }, required: [id] }
        results: [{ arguments: { id: 7 }, result: rain }]
    scorers: [{ type: contains, any: [rain] }]
  - id: calls
    input: 'Book a table for two.'
    expected: [{ name: book, arguments: { guests: 2 } }]
    tools: [{ name: book, parameters: { type: object, properties: { guests: { type: integer } } }, result: booked }]
    scorers: [tool-call]
  - id: picture
    input: 'Which colour is it?'
    attachments: red.gif
    expected: red
    scorers: [{ type: contains, any: [red] }]
  - id: endless
    input: 'What is the weather in Rome?'
    expected: sun
    maxSteps: 1
    tools: [{ name: weather, parameters: { type: object, properties: {} }, result: sun }]
    scorers: [{ type: contains, any: [sun] }]
`;
const profile = (name: string, wire: 'openai-chat' | 'anthropic-messages' | 'gemini') => ({
  name,
  wire,
  ttft: { medianMs: 2 },
  pace: { tokensPerSecond: 10_000 },
  accuracy: 1,
  reasoningTokens: 8,
  price: { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 1 },
});

let folder: string;
let suite: Suite;
let simulator: SimulatorHandle;
let lanes: Lanes;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-conversation-'));
  await writeFile(join(folder, 'suite.yaml'), suiteFile);
  await writeFile(join(folder, 'red.gif'), `GIF89a${'.'.repeat(9000)}`);
  suite = await loadSuite(folder, { checkScorer: prepareScorer });
  simulator = await serveSimulator({
    profiles: [
      profile('chat', 'openai-chat'),
      profile('messages', 'anthropic-messages'),
      profile('gemini', 'gemini'),
    ],
    knowledge: suiteKnowledge(suite),
  });
  const simulated = simulatedEndpoints(simulator.url, simulator.models);
  const directory = runDirectory(folder, newId());
  await keepAttachments(directory, suite.attachments ?? []);
  const files = attachmentFolder(directory);
  lanes = await openLanes({ targets: suite.targets, env: {}, simulated, threads: 1, files });
}, 60_000);
afterAll(async () => {
  await lanes.close();
  await simulator.close();
  await rm(folder, { recursive: true });
});

const caseOf = (id: string) => suite.cases.find((testCase) => testCase.id === id) as Case;

async function run(target: Target, id: string): Promise<{ result: CallResult; settled: SampleRows }> {
  const builder = createSampleBuilder(suite, createPriceBook({ overrides: priced, at: 0 }));
  const testCase = caseOf(id);
  const call = {
    targetIndex: suite.targets.indexOf(target),
    caseIndex: testCase.index,
    repeat: 0,
    isWarmup: false,
  };
  const result = await askCase(
    lanes,
    testCase,
    {
      target,
      messages: builder.messagesOf('run', call),
      tools: testCase.tools,
      timeoutMs: 5000,
      scheduledMs: nowMs(),
      signal: new AbortController().signal,
    },
    { retries: 0, random: () => 0, stop: new AbortController().signal, next: async () => undefined },
  );
  const place = { runId: 'run', targetId: target.id, caseId: id, repeat: 0, attempt: 0 };
  const attempt: Attempt = { ...result, ...place, isFinal: true, isWarmup: false, startedAtMs: 1000 };
  return { result, settled: await builder.buildSample(attempt) };
}
const priced = Object.fromEntries(
  ['chat', 'messages', 'gemini'].map((name) => [`sim/${name}`, profile(name, 'gemini').price]),
);

describe.each(['chat', 'messages', 'gemini'])('over the wire of %s', (model) => {
  const target = () => suite.targets.find((found) => found.model === model) as Target;

  it('the user’s turns follow one another, each answer fed forward', async () => {
    const { result, settled } = await run(target(), 'turns');
    expect(result.failure?.message).toBeUndefined();
    expect(result.steps?.map(({ sent }) => sent.map(({ content }) => textOf(content)))).toEqual([
      [],
      ['What was the word, amber or not?'],
      ['Spell it.'],
    ]);
    expect(settled).toMatchObject({ sample: { outcome: 'ok', correct: true } });
    // what was said before is read again with every call
    const inputs = result.steps?.map(({ tokens }) => tokens?.inputTotal ?? 0) ?? [];
    expect(inputs).toEqual(inputs.toSorted((a, b) => a - b));
    expect(new Set(inputs).size).toBe(3);
  });

  it('tools give their results until there is an answer', async () => {
    const { result, settled } = await run(target(), 'tools');
    expect(result.failure?.message).toBeUndefined();
    expect(result.answer?.toolCalls.map(({ name }) => name)).toEqual(['find_city', 'weather']);
    const results =
      result.steps?.flatMap(({ sent }) => sent.flatMap(({ content }) => partsOf(content))) ?? [];
    expect(results).toMatchObject([
      { type: 'tool-result', name: 'find_city', result: '{"id":7}', isError: false },
      { type: 'tool-result', name: 'weather', result: 'rain', isError: false },
    ]);
    if (!('sample' in settled)) throw new Error('not settled');
    const { sample, payload } = settled;
    expect(sample).toMatchObject({ outcome: 'ok', correct: true, decode_ms: null, tpot_ms: null });
    expect(payload.steps).toHaveLength(3);
    const sum = (key: 'cost_nanousd' | 'input_tokens' | 'output_tokens') =>
      payload.steps?.reduce((all, step) => all + (step[key] ?? 0), 0);
    expect(sample.cost_nanousd).toBe(sum('cost_nanousd'));
    expect(sample.cost_nanousd).toBeGreaterThan(0);
    expect(sample.input_tokens).toBe(sum('input_tokens'));
    expect(sample.output_tokens).toBe(sum('output_tokens'));
    expect(sample.ttft_ms).toBe(payload.steps?.[0]?.ttft_ms);
    const longest = Math.max(...(payload.steps ?? []).map(({ e2e_ms }) => e2e_ms ?? 0));
    expect(sample.e2e_ms).toBeGreaterThan(longest);
  });

  it('expected calls are made one by one and scored all together', async () => {
    const { result, settled } = await run(target(), 'calls');
    expect(result.steps).toHaveLength(2);
    expect(settled).toMatchObject({ sample: { outcome: 'ok', correct: true } });
  });

  it('a picture is sent from the folder of the run and read as so many tokens', async () => {
    const { result, settled } = await run(target(), 'picture');
    expect(result.failure?.message).toBeUndefined();
    expect(settled).toMatchObject({ sample: { outcome: 'ok', correct: true } });
    expect(result.steps).toBeUndefined();
    // 258 and a few words; its 12,000 characters are not read
    expect(result.tokens?.inputTotal).toBeGreaterThan(258);
    expect(result.tokens?.inputTotal).toBeLessThan(280);
    expect(JSON.stringify(settled).length).toBeLessThan(5000);
  });

  it('the limit of steps is a finish of its own', async () => {
    const { settled } = await run(target(), 'endless');
    expect(settled).toMatchObject({ sample: { outcome: 'truncated', finish_reason: 'step_limit' } });
  });
});
