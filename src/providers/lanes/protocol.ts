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
  keepTurn: boolean;
  parameters: Parameters;
  timeoutMs: number;
  scheduledMs: number;
  dispatchedMs: number;
  notBeforeMs: number;
}

export type ToLane =
  | ['endpoint', id: string, endpoint: Endpoint]
  | ['prepare']
  | ['call', LaneCall]
  | ['abort', callId: string]
  | ['close'];

/** `ready`: every endpoint handed over so far is loaded, so that no call waits for a package; with those that could not be. */
export type FromLane =
  | ['result', callId: string, result: CallResult]
  | ['ready', failures: { endpointId: string; message: string }[]];

export type { ClockHealth };
