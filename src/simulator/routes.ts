/** Which path goes where. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { nowMs } from '../base/clock.ts';
import { readBody } from './read-body.ts';
import { answerBatchCall } from './batches/batch-routes.ts';
import type { SimulatedModel } from './simulator-options.ts';
import type { SimulatorState } from './simulator-state.ts';
import { answerWireCall } from './wire-call.ts';
import { anthropicMessages } from './wires/anthropic-messages.ts';
import { gemini } from './wires/gemini.ts';
import { openaiChat } from './wires/openai-chat.ts';
import type { Wire } from './wires/wire.ts';

const callPaths: [RegExp, Wire][] = [
  [/^\/openai\/v1\/chat\/completions$/, openaiChat],
  [/^\/anthropic\/v1\/messages$/, anthropicMessages],
  [/^\/google\/v1beta\/models\/[^/:]+:(stream)?generateContent$/i, gemini],
];
const listPaths: Record<string, Wire> = {
  '/openai/v1/models': openaiChat,
  '/anthropic/v1/models': anthropicMessages,
  '/google/v1beta/models': gemini,
};

const controlSchema = z.strictObject({ freezeMs: z.number().nonnegative().max(600_000) });

export function modelsOf(state: SimulatorState): SimulatedModel[] {
  return [...state.profiles.values()].map((profile) => {
    return { name: profile.name, wire: profile.wire, price: profile.price, profile };
  });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Every model answers on every wire; a profile's wire is the one it is listed with. */
export async function route(
  incoming: IncomingMessage,
  response: ServerResponse,
  state: SimulatorState,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  if (await answerBatchCall(incoming, url, response, state)) return;
  if (incoming.method === 'POST') {
    const wire = callPaths.find(([pattern]) => pattern.test(url.pathname))?.[1];
    if (wire) return answerWireCall(wire, url, incoming, response, state);
    if (url.pathname === '/control') return control(incoming, response, state);
  }
  if (incoming.method === 'GET') {
    const list = listPaths[url.pathname];
    if (list) return sendJson(response, 200, list.modelList([...state.profiles.keys()]));
    if (url.pathname === '/models') return sendJson(response, 200, { models: modelsOf(state) });
    if (url.pathname === '/health') return sendJson(response, 200, { status: 'ok', nowMs: nowMs() });
    if (url.pathname === '/truth') {
      const since = Number(url.searchParams.get('since') ?? 0);
      return sendJson(response, 200, state.truth.read(Number.isInteger(since) && since >= 0 ? since : 0));
    }
  }
  return sendJson(response, 404, { error: { message: `Nothing at ${incoming.method} ${url.pathname}.` } });
}

/** Stops all emission for a while: what a provider's hiccup looks like to every stream at once. */
async function control(
  incoming: IncomingMessage,
  response: ServerResponse,
  state: SimulatorState,
): Promise<void> {
  if (incoming.headers.authorization !== `Bearer ${state.token}`) {
    sendJson(response, 401, { error: { message: 'The token printed at the start is needed.' } });
    return;
  }
  try {
    const { freezeMs } = controlSchema.parse(JSON.parse(await readBody(incoming)));
    state.frozenUntilMs = nowMs() + freezeMs;
    sendJson(response, 200, { frozenUntilMs: state.frozenUntilMs });
  } catch (error) {
    sendJson(response, 400, {
      error: { message: `Expected {"freezeMs": 0 to 600000}. ${(error as Error).message}` },
    });
  }
}
