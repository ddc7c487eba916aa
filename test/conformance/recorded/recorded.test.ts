import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../../src/base/clock.ts';
import type { CallResult } from '../../../src/contract/attempt.ts';
import { openLanes, type Lanes } from '../../../src/providers/lanes/open-lanes.ts';
import { keys, targetOf, weather } from '../ask.ts';
import { packageSays } from './package-witness.ts';
import { recordedFolder, recordedStreams } from './recorded-streams.ts';
import { serveRecorded } from './recorded-server.ts';

/**
 * What real providers once sent, over real HTTP through the real lanes: we must see what the provider's own package sees.
 * Runs where ASSAY_RECORDED_STREAMS names a checkout of the AI SDK's repository.
 */
const streams = recordedFolder === undefined ? [] : recordedStreams(recordedFolder);
let server: Awaited<ReturnType<typeof serveRecorded>>;
let lanes: Lanes;
const targets = () =>
  streams.map(({ provider }, index) => targetOf(provider, String(index), server.urlOf(index)));

beforeAll(async () => {
  if (streams.length === 0) return;
  server = await serveRecorded(streams);
  lanes = await openLanes({ targets: targets(), env: keys, threads: 1 });
}, 60_000);
afterAll(async () => {
  await lanes?.close();
  await server?.close();
});

const ask = (index: number): Promise<CallResult> =>
  lanes.call({
    target: targets()[index]!,
    messages: [{ role: 'user', content: 'Hi.' }],
    tools: [weather],
    timeoutMs: 10_000,
    scheduledMs: nowMs(),
    signal: new AbortController().signal,
  });

const outcomes: Record<string, string> = { stop: 'ok', 'tool-calls': 'ok', length: 'truncated', 'content-filter': 'refused' };
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

describe.skipIf(streams.length === 0)('recorded streams', () => {
  it.each(streams.map(({ provider, name }, index) => ({ provider, name, index })))(
    '$provider: $name',
    async ({ provider, index }) => {
      const theirs = await packageSays(provider, server.urlOf(index));
      const ours = await ask(index);
      const { answer, tokens } = ours;
      expect({
        outcome: ours.outcome,
        text: answer?.text,
        reasoning: answer?.reasoning,
        toolCalls: answer?.toolCalls.map((call) => ({ ...call, arguments: parsed(call.arguments) })),
        input: tokens?.inputTotal,
        output: tokens?.outputTotal,
      }).toEqual({
        outcome: theirs.error === undefined ? outcomes[theirs.finish ?? ''] : 'error',
        text: theirs.text,
        reasoning: theirs.reasoning,
        toolCalls: theirs.toolCalls.map((call) => ({ ...call, arguments: parsed(call.arguments) })),
        input: theirs.inputTotal,
        output: theirs.outputTotal,
      });
    },
  );
});

it.skipIf(streams.length > 0)('recorded streams: set ASSAY_RECORDED_STREAMS to a checkout to replay them', () => {
  expect(recordedFolder === undefined || streams.length === 0).toBe(true);
});
