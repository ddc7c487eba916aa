/** What the three wires have in common, in words of none of them. */
import type { WireName } from '../profile.ts';
import type { Piece } from '../pieces.ts';

/** What the simulator needs to know of a request. */
export interface WireRequest {
  model: string;
  /** Text of the last user message (its last text part). */
  prompt: string;
  /** Texts of all user messages, in order. */
  userTexts: string[];
  /** Tool results that came after the last user message. */
  toolResults: number;
  /** Characters of everything that was sent for reading: messages, system text, tools. */
  inputCharacters: number;
  /** Names of the tools that may be called; empty when calling is forbidden. */
  tools: string[];
  stream: boolean;
  /** Whether the client asked for a usage frame; true on wires that always send one. */
  includeUsage: boolean;
  maxOutputTokens: number | null;
  /** Times the profile's reasoning tokens; 0 turns reasoning off. */
  reasoningFactor: number;
  /** Whether reasoning is sent or only counted. */
  showReasoning: boolean;
  /** Whether a long prompt that was seen before is read from a cache. */
  cache: boolean;
  /** JSON schema the answer is to follow; absent where the wire tells none. */
  schema?: Record<string, unknown>;
  /** The tool whose arguments are to be the answer, of a client that has no other way to ask for JSON. */
  answerTool?: string;
}

/** Disjoint counts. */
export interface WireUsage {
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
  reasoning: number;
}

export type Finish = 'stop' | 'length' | 'tool' | 'refusal';

export interface WireAnswer {
  id: string;
  model: string;
  /** Wall clock, seconds since the epoch. */
  createdS: number;
  reasoning: Piece[];
  text: Piece[];
  toolCalls: { id: string; name: string; arguments: Piece[] }[];
  finish: Finish;
  /** `null`: unknown, so it is left out. */
  usage: WireUsage | null;
}

/**
 * `o` opening frame, `s` structure sent with the content after it, `t` text, `r` reasoning, `c` tool arguments,
 * `e` usage and end, `x` error.
 */
export type WireFrameKind = 'o' | 's' | 't' | 'r' | 'c' | 'e' | 'x';

export interface WireFrame {
  /** The whole server-sent event. */
  bytes: string;
  kind: WireFrameKind;
  /** Tokens it carries. */
  tokens: number;
}

export type FailureKind =
  | 'auth'
  | 'not_found'
  | 'bad_request'
  | 'context_length'
  | 'rate_limit'
  | 'server_error'
  | 'overloaded';

export interface WireFailure {
  kind: FailureKind;
  message: string;
  /** Overrides the wire's own status for the kind; for replayed failures. */
  status?: number;
  retryAfterS?: number;
}

/** How much of a model's quota is left. */
export interface QuotaState {
  limit: number;
  remaining: number;
  /** Until the quota is full again, ms. */
  resetMs: number;
}

/** Thrown by `parse` for a body the provider would answer with status 400. */
export class WireRejection extends Error {}

export interface Wire {
  name: WireName;
  /** `path` is the URL's path; throws `WireRejection`. */
  parse(body: unknown, path: string): WireRequest;
  /** The key the client sent; `null` when it sent none. */
  keyOf(headers: Record<string, string | string[] | undefined>, url: URL): string | null;
  frames(answer: WireAnswer, request: WireRequest): WireFrame[];
  /** Body of an answer that is not streamed. */
  whole(answer: WireAnswer): unknown;
  failure(failure: WireFailure): { status: number; body: unknown };
  /** The frame that reports a failure inside a stream. */
  failureFrame(failure: WireFailure): string;
  /** Rate-limit headers; `wallMs` is now, ms since the epoch. */
  quotaHeaders(quota: QuotaState, wallMs: number): Record<string, string>;
  /** Body of the list of models. */
  modelList(names: string[]): unknown;
}
