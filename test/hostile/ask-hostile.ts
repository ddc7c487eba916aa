/** One call to one behaviour on one wire, through everything a call goes through. */
import { nowMs } from '../../src/base/clock.ts';
import type { CallResult } from '../../src/contract/attempt.ts';
import type { Target } from '../../src/contract/suite.ts';
import type { Lanes } from '../../src/providers/lanes/open-lanes.ts';
import type { ScriptedWire } from '../conformance/scripted-server.ts';
import type { Behaviour } from './behaviour.ts';
import { hostileUrl } from './hostile-server.ts';

/** One provider for each wire, and one for each way to make its requests. */
export const hostileProviders: readonly (readonly [provider: string, wire: ScriptedWire])[] = [
  ['compatible', 'openai-chat'],
  ['openai', 'openai-chat'],
  ['openai-responses', 'openai-responses'],
  ['anthropic', 'anthropic-messages'],
  ['google', 'gemini'],
  ['bedrock', 'bedrock-converse'],
  ['mistral', 'mistral-chat'],
  ['cohere', 'cohere-chat'],
];

export const timeoutMs = 1500;

export const hostileTarget = (
  port: number,
  provider: string,
  wire: ScriptedWire,
  behaviour: string,
): Target => ({
  id: `${provider}:${behaviour}`,
  label: `${provider}:${behaviour}`,
  provider,
  model: 'm',
  promptId: 'p',
  parameters: {},
  baseUrl: hostileUrl(port, wire, behaviour),
  limits: { concurrency: 1, timeoutMs, retries: 0, maxResponseMb: 4, maxFrameMb: 1 },
});

export const askHostile = (
  lanes: Lanes,
  target: Target,
  signal = new AbortController().signal,
): Promise<CallResult> =>
  lanes.call({
    target,
    messages: [{ role: 'user', content: 'Is it?' }],
    tools: [],
    timeoutMs: target.limits.timeoutMs,
    scheduledMs: nowMs(),
    signal,
  });

export const endOf = ({ outcome, failure }: CallResult): string => failure?.class ?? outcome;

/** `null`: it ended as it may. A package that reads more slowly than a server sends may be timed out before it is too much. */
export function wrongEnd(behaviour: Behaviour, result: CallResult, packageReads: boolean): string | null {
  const end = endOf(result);
  const isSlow = packageReads && behaviour.ends.includes('malformed') && /^(timeout|stall)$/.test(end);
  return isSlow || (behaviour.ends as readonly string[]).includes(end)
    ? null
    : `${end} instead of ${behaviour.ends.join(' or ')}: ${result.failure?.message ?? ''}`;
}
