import type { CallResult } from '../../contract/attempt.ts';
import type { Message, Parameters, Tool } from '../../contract/suite.ts';
import type { ClockHealth } from '../transport/protocol.ts';
import type { WireLimits } from '../transport/response-sink.ts';
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
  limits: WireLimits;
  scheduledMs: number;
  dispatchedMs: number;
  notBeforeMs: number;
}

export type ToLane =
  | ['endpoint', id: string, endpoint: Endpoint]
  | ['prepare']
  | ['call', LaneCall]
  | ['abort', callId: string]
  | ['ping']
  | ['close'];

/** `ready`: every endpoint handed over so far is loaded, so that no call waits for a package; with those that could not be. */
export type FromLane =
  | ['result', callId: string, result: CallResult]
  | ['ready', failures: { endpointId: string; message: string }[]]
  | ['pong'];

export type { ClockHealth };
