/** A recorded answer as a wire carries it. What was not recorded is not made up: no usage, no stream pace. */
import { piecesOf } from './pieces.ts';
import type { Recording } from './replay.ts';
import type { Reply, ReplyContext } from './reply.ts';
import type { WireFailure } from './wires/wire.ts';

export function recordedFailure(recording: Recording): WireFailure | null {
  if (recording.error === undefined) return null;
  if (typeof recording.error === 'string') return { kind: 'server_error', message: recording.error };
  const { status, message } = recording.error;
  return { kind: kindOf(status), message, status };
}

function kindOf(status: number): WireFailure['kind'] {
  if (status === 401 || status === 403) return 'auth';
  if (status === 404) return 'not_found';
  if (status === 429) return 'rate_limit';
  if (status === 503 || status === 529) return 'overloaded';
  return status < 500 ? 'bad_request' : 'server_error';
}

/**
 * First content at `ttft_ms`, last at `latency_ms`, evenly between. Without `ttft_ms` all comes at `latency_ms`;
 * without `latency_ms` all comes with the first frame.
 */
export function replayedReply(recording: Recording, context: ReplyContext): Reply {
  const text = piecesOf(recording.output ?? '', context.profile.tokensPerFrame);
  const end = recording.latency_ms ?? recording.ttft_ms ?? 0;
  const start = recording.ttft_ms ?? end;
  const after = text.slice(1).reduce((sum, piece) => sum + piece.tokens, 0);
  const { tokens } = recording;
  return {
    answer: {
      id: context.id,
      model: recording.model,
      createdS: context.createdS,
      reasoning: [],
      text,
      toolCalls: [],
      finish: 'stop',
      usage: tokens
        ? { input: tokens.input, cacheRead: 0, cacheWrite: 0, output: tokens.output, reasoning: 0 }
        : null,
    },
    timing: {
      ttftMs: start,
      msPerToken: after > 0 ? (end - start) / after : 0,
      jitter: 0,
      preambleShare: context.profile.preambleShare,
      trailerMs: 0,
    },
    right: null,
  };
}
