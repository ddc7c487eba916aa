import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../../src/base/clock.ts';
import type { CallResult } from '../../../src/contract/attempt.ts';
import { openLanes, type Lanes } from '../../../src/providers/lanes/open-lanes.ts';
import { keys, targetOf, weather } from '../ask.ts';
import { packageSays, type Witness } from './package-witness.ts';
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

const outcomes: Record<string, string> = {
  stop: 'ok',
  'tool-calls': 'ok',
  length: 'truncated',
  'content-filter': 'refused',
};
/** Where we see something else on purpose: our own words for it. */
const ourWay: Record<string, (theirs: Witness) => Partial<Witness>> = {
  // what was said before in short, for the next call, is no part of the answer
  'anthropic/anthropic-compaction.1': ({ text }) => ({ text: text.slice(text.indexOf('Based on the')) }),
};
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
    async ({ provider, name, index }) => {
      const seen = await packageSays(provider, server.urlOf(index));
      const theirs = { ...seen, ...ourWay[name]?.(seen) };
      // no answer comes of no tokens: the count is none
      const isCounted = (theirs.inputTotal ?? 0) > 0 || (theirs.outputTotal ?? 0) > 0;
      const ours = await ask(index);
      const { answer, tokens } = ours;
      if (theirs.error !== undefined) {
        expect(ours.outcome).toBe('error');
        return;
      }
      expect({
        outcome: ours.outcome,
        text: answer?.text ?? '',
        reasoning: answer?.reasoning ?? '',
        toolCalls: (answer?.toolCalls ?? []).map((call) => ({ ...call, arguments: parsed(call.arguments) })),
        input: tokens?.inputTotal ?? undefined,
        output: tokens?.outputTotal ?? undefined,
      }).toEqual({
        outcome: outcomes[theirs.finish ?? ''],
        text: theirs.text,
        reasoning: theirs.reasoning,
        toolCalls: theirs.toolCalls.map((call) => ({ ...call, arguments: parsed(call.arguments) })),
        input: isCounted ? theirs.inputTotal : undefined,
        output: isCounted ? theirs.outputTotal : undefined,
      });
    },
  );
});

it.skipIf(streams.length > 0)(
  'recorded streams: set ASSAY_RECORDED_STREAMS to a checkout to replay them',
  () => {
    expect(recordedFolder === undefined || streams.length === 0).toBe(true);
  },
);
