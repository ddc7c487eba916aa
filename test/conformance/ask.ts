import { nowMs } from '../../src/base/clock.ts';
import type { CallResult } from '../../src/contract/attempt.ts';
import type { Target, Tool } from '../../src/contract/suite.ts';
import { openLanes, type Lanes } from '../../src/providers/lanes/open-lanes.ts';
import { vendors } from '../../src/providers/registry.ts';
import { model, scenarios, type Scenario, type Seen } from './wire-script.ts';
import type { ScriptedServer, ScriptedWire } from './scripted-server.ts';

export const weather: Tool = {
  name: 'get_weather',
  description: 'the weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const limits = { concurrency: 1, timeoutMs: 5000, retries: 0 };

export const scriptedVendors = vendors.map(({ id, wire }) => ({ id, wire: wire as ScriptedWire }));

/** A key of every kind, so that every provider can be built. */
export const keys: Record<string, string> = {
  ...Object.fromEntries(vendors.flatMap((vendor) => vendor.keyEnv).map((name) => [name, 'canary-key'])),
  AWS_REGION: 'us-east-1',
};

export function targetOf(provider: string, id: string, baseUrl: string): Target {
  return { id, label: id, provider, model, promptId: 'p', parameters: {}, limits, baseUrl };
}

/** Opens lanes with a target per provider and scenario, plus one that gets its text in pieces of 3 bytes. */
export async function openScripted(
  server: ScriptedServer,
): Promise<Lanes & { targets: Map<string, Target> }> {
  const targets = scriptedVendors.flatMap(({ id, wire }) => [
    ...scenarios.map((scenario) => targetOf(id, `${id}:${scenario}`, server.urlOf(wire, scenario, 0, id))),
    targetOf(id, `${id}:text-cut`, server.urlOf(wire, 'text', 3, id)),
  ]);
  const lanes = await openLanes({ targets, env: keys, threads: 1 });
  return Object.assign(lanes, { targets: new Map(targets.map((target) => [target.id, target])) });
}

export function ask(lanes: Lanes, target: Target, scenario: Scenario): Promise<CallResult> {
  const parameters = scenario === 'json' ? { responseFormat: 'json' as const } : {};
  return lanes.call({
    target: { ...target, parameters },
    messages: [{ role: 'user', content: scenario === 'json' ? 'Answer in JSON.' : 'Hi.' }],
    tools: scenario === 'tools' ? [weather] : [],
    timeoutMs: 5000,
    scheduledMs: nowMs(),
    signal: new AbortController().signal,
  });
}

/** A result in the words of a script, narrowed to what the script says. */
export function seenOf(result: CallResult, wanted: Seen): Seen {
  const { answer, tokens, failure, outcome, frames } = result;
  const all: Record<keyof Seen, unknown> = {
    outcome,
    errorClass: failure?.class,
    text: answer?.text,
    reasoning: answer?.reasoning,
    toolCalls: answer?.toolCalls.map((call) => ({
      name: call.name,
      arguments: JSON.parse(call.arguments) as unknown,
    })),
    finish: answer?.finishReason,
    kinds: frames.kinds,
    tokens: Object.fromEntries(
      Object.keys(wanted.tokens ?? {}).map((name) => [name, tokens?.[name as keyof typeof tokens] ?? null]),
    ),
  };
  return Object.fromEntries(
    Object.keys(wanted).map((name) => [name, all[name as keyof Seen]]),
  ) as unknown as Seen;
}
