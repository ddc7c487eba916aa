/** One call whose answer our own reader reads: the transport's bytes go straight to it, with no web streams in between. */
import type { CallResult } from '../../contract/attempt.ts';
import { AnswerBuilder } from '../lanes/answer-builder.ts';
import { concludeCall, type Thrown } from '../lanes/conclude-call.ts';
import type { LaneCall } from '../lanes/protocol.ts';
import type { OutgoingRequest, Transport } from '../transport/transport.ts';
import type { AnswerContext, OpenReader } from './answer-reader.ts';
import { AnswerResponse } from './answer-response.ts';

export interface ProtocolDirection {
  vendorId: string;
  open: OpenReader;
  transport: Transport;
}

/** What packages call the tool that they ask for a schema by; another one where a tool of that name is offered. */
const structuredTools = ['json', 'json_1', 'json_2'];

function contextOf(
  { tools, parameters }: LaneCall,
  { body }: OutgoingRequest,
  vendorId: string,
): AnswerContext {
  const toolNames = new Set(tools.map(({ name }) => name));
  const isAsked = typeof parameters.responseFormat === 'object' && typeof body === 'string';
  const structuredTool = isAsked
    ? structuredTools.find((name) => !toolNames.has(name) && body.includes(`"name":"${name}"`))
    : undefined;
  return { vendorId, toolNames, structuredTool: structuredTool ?? null };
}

/** Asks once. `requestOf` rejects when the call cannot be said on this wire. Always resolves: what went wrong is in the result. */
export async function callWire(
  call: LaneCall,
  requestOf: (call: LaneCall) => Promise<OutgoingRequest>,
  { vendorId, open, transport }: ProtocolDirection,
): Promise<CallResult> {
  const trace = transport.open(call.callId, call);
  const timestamps = trace.frames.at;
  const builder = new AnswerBuilder(timestamps, {
    keepTurn: call.keepTurn,
    thinkTags: call.parameters.thinkTags,
  });
  let thrown: Thrown;
  try {
    const request = await requestOf(call);
    thrown = await new Promise<Thrown>((settled) => {
      const context = contextOf(call, request, vendorId);
      transport.send(call.callId, request, new AnswerResponse(timestamps, builder, open, context, settled));
    });
  } catch (error) {
    thrown = { error, insideStream: false };
  }
  transport.release(call.callId);
  return concludeCall(call, trace, builder, thrown);
}
