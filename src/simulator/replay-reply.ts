/** A recorded answer as a wire carries it. What was not recorded is not made up: no usage, no stream pace. */
import { piecesOf } from './pieces.ts';
import type { WireName } from './profile.ts';
import type { Recording, Recordings } from './replay.ts';
import type { Reply, ReplyContext, ReplyOrFailure } from './reply.ts';
import type { WireFailure } from './wires/wire.ts';

function failed(failure: WireFailure): ReplyOrFailure {
  return { failure, reply: null };
}

/** A prompt that was not recorded, and usage that a wire cannot do without, are failures and said to be so. */
export function replayed(recordings: Recordings, context: ReplyContext, wire: WireName): ReplyOrFailure {
  const { profile, request, repetition } = context;
  const recording = recordings.find(profile.name, request.prompt, repetition);
  if (!recording) {
    const message = `No recorded answer of ${profile.name} to this prompt.`;
    return failed({ kind: 'not_found', message });
  }
  if (recording.error !== undefined) return failed(recordedFailure(recording.error));
  if (wire === 'anthropic-messages' && !recording.tokens) {
    const message = 'No token counts were recorded with this answer, and this wire cannot leave them out.';
    return failed({ kind: 'bad_request', message });
  }
  return { failure: null, reply: replayedReply(recording, context) };
}

function recordedFailure(error: NonNullable<Recording['error']>): WireFailure {
  if (typeof error === 'string') return { kind: 'server_error', message: error };
  const { status, message } = error;
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
function replayedReply(recording: Recording, context: ReplyContext): Reply {
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
