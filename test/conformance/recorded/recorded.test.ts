import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../../src/base/clock.ts';
import type { CallResult, ToolCall } from '../../../src/contract/attempt.ts';
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
/** What we read otherwise than the package, on purpose; that it is so still is part of the test. */
const otherwise: Record<string, readonly string[]> = {
  // what was said before, in short and for the next call, is no part of the answer
  'anthropic/anthropic-compaction.1': ['text'],
  // the recording lost most deltas: the rest stands in the response at its end
  'openai/openai-phase.1': ['text'],
  // the package does not know reasoning that is not encrypted
  'open-responses/lmstudio-tool-call.1': ['reasoning'],
  'open-responses/lmstudio-tool-call.2': ['reasoning'],
  // it ran in the provider's container
  'openai/openai-shell-container.1': ['toolCalls'],
  'openai/openai-shell-skills.1': ['toolCalls'],
  // fields as they are on the wire
  'openai/openai-shell-tool.1 #1': ['toolCalls'],
  // the package leaves the plan out
  'cohere/cohere-empty-tool-call': ['reasoning'],
  'cohere/cohere-tool-call': ['reasoning'],
  // the package does not know the field that the reasoning is in
  'azure/azure-deepseek-reasoning.1': ['reasoning'],
  // a patch comes of some tokens
  'openai/openai-apply-patch-tool-delete.1': ['output'],
};
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const callsOf = (calls: ToolCall[]) => calls.map((call) => ({ ...call, arguments: parsed(call.arguments) }));

function oursIn({ outcome, answer, tokens }: CallResult): Record<string, unknown> {
  return {
    outcome,
    text: answer?.text ?? '',
    reasoning: answer?.reasoning ?? '',
    toolCalls: callsOf(answer?.toolCalls ?? []),
    input: tokens?.inputTotal ?? undefined,
    output: tokens?.outputTotal ?? undefined,
  };
}

function theirsIn(seen: Witness): Record<string, unknown> {
  // no answer comes of no tokens: the count is none
  const isCounted = (seen.inputTotal ?? 0) > 0 || (seen.outputTotal ?? 0) > 0;
  return {
    outcome: outcomes[seen.finish ?? ''],
    text: seen.text,
    reasoning: seen.reasoning,
    toolCalls: callsOf(seen.toolCalls),
    input: isCounted ? seen.inputTotal : undefined,
    output: isCounted ? seen.outputTotal : undefined,
  };
}

describe.skipIf(streams.length === 0)('recorded streams', () => {
  it.each(streams.map(({ provider, name }, index) => ({ provider, name, index })))(
    '$provider: $name',
    async ({ provider, name, index }) => {
      const theirs = await packageSays(provider, server.urlOf(index));
      const ours = await ask(index);
      if (theirs.error !== undefined) {
        expect(ours.outcome).toBe('error');
        return;
      }
      const [we, they] = [oursIn(ours), theirsIn(theirs)];
      const apart = otherwise[name] ?? [];
      for (const field of apart)
        expect(we[field], `${field} is read as the package does`).not.toEqual(they[field]);
      const without = (read: Record<string, unknown>) =>
        Object.fromEntries(Object.entries(read).filter(([field]) => !apart.includes(field)));
      expect(without(we)).toEqual(without(they));
    },
  );
});

it.skipIf(streams.length > 0)(
  'recorded streams: set ASSAY_RECORDED_STREAMS to a checkout to replay them',
  () => {
    expect(recordedFolder === undefined || streams.length === 0).toBe(true);
  },
);
