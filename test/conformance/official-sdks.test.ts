import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallResult } from '../../src/contract/attempt.ts';
import { officialSdks } from '../../src/providers/verification.ts';
import { ask, openScripted } from './ask.ts';
import { sdks, type SdkWitness } from './sdk-witnesses.ts';
import { startScriptedServer, type ScriptedServer } from './scripted-server.ts';
import type { Scenario } from './wire-script.ts';

/** The makers' own SDKs read the same bytes as our lanes do, and must see the same. */
const answered: Scenario[] = ['text', 'reasoning', 'tools', 'json', 'cached', 'length', 'refusal'];
const failed: Scenario[] = ['rate-limit', 'context-length', 'bad-key'];

let server: ScriptedServer;
let lanes: Awaited<ReturnType<typeof openScripted>>;

beforeAll(async () => {
  server = await startScriptedServer();
  lanes = await openScripted(server);
}, 60_000);
afterAll(async () => {
  await lanes.close();
  await server.close();
});

/** What we saw, in the words of a witness. Responses has no finish reason of its own for a complete answer. */
function ours({ answer, tokens }: CallResult, knowsFinish: boolean): SdkWitness {
  return {
    text: answer?.text ?? '',
    toolCalls: (answer?.toolCalls ?? []).map((call) => ({
      name: call.name,
      arguments: JSON.parse(call.arguments) as unknown,
    })),
    inputTotal: tokens?.inputTotal ?? null,
    outputTotal: tokens?.outputTotal ?? null,
    finish: knowsFinish ? (answer?.finishReason ?? null) : null,
  };
}

it('is the list that `assay providers` shows', () => {
  expect(Object.fromEntries(sdks.map(({ provider, sdk }) => [provider, sdk]))).toEqual(officialSdks);
});

describe.each(sdks)('$sdk beside our $provider', ({ provider, wire, says }) => {
  it.each(answered)('%s: same text, tool calls, usage and finish', async (scenario) => {
    const witness = await says(server.urlOf(wire, scenario, 0, provider));
    const result = await ask(lanes, lanes.targets.get(`${provider}:${scenario}`)!, scenario);
    expect(ours(result, witness.finish !== null)).toEqual(witness);
  });

  it.each(failed)('%s: refused with the same status', async (scenario) => {
    const error = await says(server.urlOf(wire, scenario, 0, provider)).then(
      () => null,
      (thrown: { status?: number }) => thrown,
    );
    const result = await ask(lanes, lanes.targets.get(`${provider}:${scenario}`)!, scenario);
    expect(result.failure?.httpStatus).toBe(error?.status);
  });

  it.each(['error-inside', 'cut'] as const)('%s: no whole answer', async (scenario) => {
    const witness = await says(server.urlOf(wire, scenario, 0, provider)).catch(() => null);
    const result = await ask(lanes, lanes.targets.get(`${provider}:${scenario}`)!, scenario);
    expect(witness?.finish ?? null).toBeNull();
    expect(result.outcome).toBe('error');
  });
});
