/** One call to a model over one of the wires, from its body to its last byte. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { nowMs, wallClockMs } from '../base/clock.ts';
import { newId } from '../base/id.ts';
import { emit } from './emission.ts';
import { namedFault } from './fault-draw.ts';
import { judgeCall } from './judge-call.ts';
import type { Judgement } from './judge-call.ts';
import { readBody } from './read-body.ts';
import { scriptOf } from './script.ts';
import type { Script } from './script.ts';
import type { SimulatorState } from './simulator-state.ts';
import type { TruthEntry } from './truth-log.ts';
import { WireRejection } from './wires/wire.ts';
import type { Wire, WireFailure, WireRequest } from './wires/wire.ts';

interface Call {
  wire: Wire;
  incoming: IncomingMessage;
  response: ServerResponse;
  state: SimulatorState;
  truth: Omit<TruthEntry, 'seq'>;
}

export async function answerWireCall(
  wire: Wire,
  url: URL,
  incoming: IncomingMessage,
  response: ServerResponse,
  state: SimulatorState,
): Promise<void> {
  const id = newId().replaceAll('-', '');
  const tag = incoming.headers['x-request-tag'];
  const truth: Call['truth'] = {
    requestId: `req_${id}`,
    tag: typeof tag === 'string' ? tag : null,
    model: '',
    wire: wire.name,
    status: 200,
    fault: null,
    right: null,
    arrivedMs: nowMs(),
    writes: [],
    due: [],
    kinds: '',
    closedMs: null,
    aborted: false,
  };
  const call = { wire, incoming, response, state, truth };
  response.on('close', () => {
    truth.closedMs = nowMs();
    truth.aborted = !response.writableFinished;
    state.truth.add(truth);
  });
  const body = await readBody(incoming);
  const request = parsed(call, body, url.pathname);
  if (!request) return;
  truth.model = request.model;
  const judgement = judgeCall(
    {
      wire: wire.name,
      request,
      key: wire.keyOf(incoming.headers, url),
      id,
      arrivedMs: truth.arrivedMs,
      wanted: namedFault(incoming.headers['x-simulate-fault'] as string | undefined),
    },
    state,
  );
  truth.fault = judgement.fault;
  if (judgement.failure) refuse(call, judgement.failure, judgement);
  else play(call, request, judgement);
}

function parsed(call: Call, body: string, path: string): WireRequest | null {
  try {
    return call.wire.parse(JSON.parse(body), path);
  } catch (error) {
    if (!(error instanceof WireRejection || error instanceof SyntaxError)) throw error;
    const message = error instanceof WireRejection ? error.message : 'The body is not valid JSON.';
    refuse(call, { kind: 'bad_request', message }, null);
    return null;
  }
}

function headersOf(call: Call, judgement: Judgement | null, type: string): Record<string, string> {
  const { wire, truth } = call;
  return {
    'content-type': type,
    'x-request-id': truth.requestId,
    ...(wire.name === 'anthropic-messages' && { 'request-id': truth.requestId }),
    ...(judgement?.quota && wire.quotaHeaders(judgement.quota, wallClockMs())),
  };
}

function refuse(call: Call, failure: WireFailure, judgement: Judgement | null): void {
  const { status, body } = call.wire.failure(failure);
  call.truth.status = status;
  call.truth.writes.push(nowMs());
  call.truth.due.push(call.truth.arrivedMs);
  call.truth.kinds = 'x';
  call.response.writeHead(status, {
    ...headersOf(call, judgement, 'application/json'),
    ...(failure.retryAfterS !== undefined && { 'retry-after': String(failure.retryAfterS) }),
  });
  call.response.end(JSON.stringify(body));
}

function play(call: Call, request: WireRequest, judgement: Judgement & { failure: null }): void {
  const { response, state, truth, wire } = call;
  const profile = judgement.profile as NonNullable<Judgement['profile']>;
  const { fault, reply } = judgement;
  const script = scriptOf(wire, request, reply, { fault, profile, seed: state.seed });
  truth.right = reply.right;
  const type = request.stream ? 'text/event-stream; charset=utf-8' : 'application/json';
  const headers = headersOf(call, judgement, type);
  if (request.stream) headers['cache-control'] = 'no-cache';
  if (state.noDelay && script.end === 'clean') {
    playAtOnce(call, script, headers);
    return;
  }
  emit({
    response,
    arrivedMs: truth.arrivedMs,
    chunks: script.chunks,
    due: state.noDelay ? script.due.map(() => 0) : script.due,
    begin: () => response.writeHead(200, headers),
    wrote: (i, atMs) => {
      truth.writes.push(atMs);
      truth.due.push(truth.arrivedMs + (state.noDelay ? 0 : (script.due[i] as number)));
      truth.kinds += script.kinds[i];
    },
    done: () => finish(response, script),
    frozenUntilMs: () => state.frozenUntilMs,
  });
}

function playAtOnce(call: Call, script: Script, headers: Record<string, string>): void {
  const { truth, response } = call;
  const now = nowMs();
  truth.writes = script.chunks.map(() => now);
  truth.due = script.chunks.map(() => truth.arrivedMs);
  truth.kinds = script.kinds.join('');
  response.writeHead(200, headers);
  response.end(script.chunks.join(''));
}

function finish(response: ServerResponse, script: Script): void {
  if (script.end === 'clean') response.end();
  else if (script.end === 'cut') response.destroy();
  else {
    response.flushHeaders();
    const timer = setTimeout(() => response.destroy(), script.hangMs);
    response.on('close', () => clearTimeout(timer));
  }
}
