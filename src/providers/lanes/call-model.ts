import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { CallResult } from '../../contract/attempt.ts';
import { inCall } from '../transport/fetch.ts';
import type { Transport } from '../transport/transport.ts';
import type { DataOf } from './attachment-bytes.ts';
import { AnswerBuilder } from './answer-builder.ts';
import { optionsOf } from './call-options.ts';
import { concludeCall, type Thrown } from './conclude-call.ts';
import { missingOf } from './missing-of.ts';
import type { LaneCall } from './protocol.ts';

/** Asks one model once, through `doStream`. Always resolves: what went wrong is in the result. */
export async function callModel(
  model: LanguageModelV4,
  call: LaneCall,
  dataOf: DataOf,
  transport: Transport,
): Promise<CallResult> {
  const trace = transport.open(call.callId, call);
  const builder = new AnswerBuilder(trace.frames.at, {
    keepTurn: call.keepTurn,
    thinkTags: call.parameters.thinkTags,
  });
  let thrown: Thrown = null;
  let insideStream = false;
  try {
    const { stream } = await inCall(call.callId, () => model.doStream(optionsOf(call, dataOf)));
    insideStream = true;
    const reader = stream.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) builder.add(next.value);
    const missing = missingOf(call, builder.unsupported);
    // ours to tell, and in vain to try again: no fault of the stream
    if (missing) thrown = { error: missing, insideStream: false };
    else if (builder.error !== undefined) thrown = { error: builder.error, insideStream };
  } catch (error) {
    thrown = { error, insideStream };
  } finally {
    transport.release(call.callId);
  }
  return concludeCall(call, trace, builder, thrown);
}
