/** What becomes of a call: refused with a status, or answered, perhaps with a fault on the way. */
import { wallClockMs } from '../base/clock.ts';
import { drawFault } from './fault-draw.ts';
import { promptKey } from './knowledge.ts';
import { estimatedTokens } from './pieces.ts';
import type { Fault, Profile, WireName } from './profile.ts';
import { replayed } from './replay-reply.ts';
import { composeReply } from './reply.ts';
import type { ReplyContext, ReplyOrFailure } from './reply.ts';
import type { SimulatorState } from './simulator-state.ts';
import type { QuotaState, WireFailure, WireRequest } from './wires/wire.ts';

export interface CallToJudge {
  wire: WireName;
  request: WireRequest;
  key: string | null;
  id: string;
  arrivedMs: number;
  /** A fault the client asked for. */
  wanted: Fault | null;
}

export type Judgement = ReplyOrFailure & {
  quota: QuotaState | null;
  fault: Fault | null;
  profile: Profile | null;
};

const statusFaults: Partial<Record<Fault, WireFailure>> = {
  rate_limit: { kind: 'rate_limit', message: 'Rate limit reached. Try again in 1 second.', retryAfterS: 1 },
  server_error: { kind: 'server_error', message: 'The server had an error while processing your request.' },
  overloaded: { kind: 'overloaded', message: 'Overloaded' },
};

export function judgeCall(call: CallToJudge, state: SimulatorState): Judgement {
  const { request } = call;
  const profile = state.profiles.get(request.model) ?? null;
  const refused = (
    failure: WireFailure,
    quota: QuotaState | null = null,
    fault: Fault | null = null,
  ): Judgement => {
    return { failure, reply: null, quota, fault, profile };
  };
  if (call.key === null || call.key === 'invalid')
    return refused({ kind: 'auth', message: 'Incorrect API key provided.' });
  if (!profile)
    return refused({ kind: 'not_found', message: `The model \`${request.model}\` does not exist.` });
  const inputTokens = estimatedTokens(request.inputCharacters);
  if (inputTokens > profile.contextTokens) {
    const message = `This model's maximum context length is ${profile.contextTokens} tokens. However, your messages resulted in ${inputTokens} tokens: the prompt is too long.`;
    return refused({ kind: 'context_length', message });
  }
  const taken = state.quotas.get(profile.name)?.take(call.arrivedMs) ?? null;
  const quota = taken?.state ?? null;
  if (taken && taken.waitMs > 0) {
    const retryAfterS = Math.ceil(taken.waitMs / 1000);
    const message = `Rate limit reached for ${profile.name}: ${profile.requestsPerMinute} requests per minute. Try again in ${retryAfterS}s.`;
    return refused({ kind: 'rate_limit', message, retryAfterS }, quota);
  }
  return answered(call, profile, quota, state);
}

/** Counters move on before anything is awaited, so that calls at the same time are told apart. */
function answered(
  call: CallToJudge,
  profile: Profile,
  quota: QuotaState | null,
  state: SimulatorState,
): Judgement {
  const key = promptKey(call.request.prompt);
  // the steps of a tool loop have one prompt; each is counted alone, so that a repetition is one of the whole loop
  const step = call.request.toolResults === 0 ? '' : `\u0000${call.request.toolResults}`;
  const counter = `${profile.name}\u0000${key}${step}`;
  const fault = call.wanted ?? drawFault(state.seed, profile, key, state.asked.get(counter));
  state.asked.increment(counter);
  const statusFailure = fault === null ? undefined : statusFaults[fault];
  if (statusFailure) return { failure: statusFailure, reply: null, quota, fault, profile };
  const repetition = state.answered.get(counter);
  if (fault === null || fault === 'refusal') state.answered.increment(counter);
  const context: ReplyContext = {
    seed: state.seed,
    profile,
    request: call.request,
    key,
    repetition,
    id: call.id,
    createdS: Math.floor(wallClockMs() / 1000),
    refuses: fault === 'refusal',
  };
  const outcome = state.recordings
    ? replayed(state.recordings, context, call.wire)
    : { failure: null, reply: composeReply(context, state.knowledge) };
  return { ...outcome, quota, fault, profile };
}
