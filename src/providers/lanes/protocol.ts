import type { CallResult } from '../../contract/attempt.ts';
import type { Message, Parameters, Tool } from '../../contract/suite.ts';
import type { ClockHealth } from '../transport/protocol.ts';
import type { Endpoint } from '../endpoint.ts';

/** One call as the main thread hands it to a lane; instants in ms on the monotonic clock. */
export interface LaneCall {
  callId: string;
  endpointId: string;
  messages: Message[];
  tools: Tool[];
  parameters: Parameters;
  timeoutMs: number;
  scheduledMs: number;
  dispatchedMs: number;
}

export type ToLane =
  | ['endpoint', id: string, endpoint: Endpoint]
  | ['call', LaneCall]
  | ['abort', callId: string]
  | ['close'];

export type FromLane = ['result', callId: string, result: CallResult];

export type { ClockHealth };
