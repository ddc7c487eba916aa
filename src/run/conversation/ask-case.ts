/**
 * One sample of a case: one call, or a conversation in which the user's further turns are read from the suite and tools
 * answer with what it says. Every answer is fed forward as the provider wants it back.
 */
import { nowMs } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { CallResult, Step } from '../../contract/attempt.ts';
import type { Message, ToolCallPart } from '../../contract/content.ts';
import { partsOf } from '../../contract/content-parts.ts';
import { isConversation, isStubbed, maxCalls } from '../../contract/conversation.ts';
import type { Model, ModelRequest } from '../../contract/model.ts';
import type { Case } from '../../contract/suite.ts';
import { retryWaitMs } from '../back-off.ts';
import { joinSteps } from './join-steps.ts';
import { stubResult } from './stub-result.ts';

export interface StepRules {
  /** Further tries of one step after a failure worth one. */
  retries: number;
  random: Random;
  /** Aborted: no step is tried again. */
  stop: AbortSignal;
  /** Told of every result but the last; resolves when the next call may go. */
  next(result: CallResult): Promise<void>;
}

function waitFor(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener('abort', done, { once: true });
  });
}

/** What follows an answer: results of the tools it calls, or the user's next turn; `null`: nothing, it was the last. */
function nextMessages(answer: Message, testCase: Case, turns: Message[]): Message[] | null {
  const calls = partsOf(answer.content).filter(
    (part): part is ToolCallPart => part.type === 'tool-call' && !part.providerExecuted,
  );
  if (calls.length > 0 && testCase.tools.some(isStubbed))
    return [{ role: 'tool', content: calls.map((call) => stubResult(testCase.tools, call)) }];
  const turn = turns.shift();
  return turn ? [turn] : null;
}

/** The answer as it goes back when the model did not say how it wants it. */
function plainTurn({ answer }: CallResult, step: number): Message {
  const { text = '', toolCalls = [] } = answer ?? {};
  const calls = toolCalls.map((call, i) => ({
    type: 'tool-call' as const,
    id: `call-${step}-${i}`,
    ...call,
  }));
  return { role: 'assistant', content: [...(text === '' ? [] : partsOf(text)), ...calls] };
}

async function converse(
  model: Model,
  testCase: Case,
  request: ModelRequest,
  rules: StepRules,
): Promise<CallResult> {
  const { notBeforeMs: _first, ...later } = request;
  const turns = [...(testCase.turns ?? [])];
  const most = maxCalls(testCase);
  const steps: Step[] = [];
  /** Before each step: time spent waiting for leave, where no failed try stands before it. */
  const heldMs = [0];
  let messages = request.messages;
  let sent: Message[] = [];
  let tries = 0;
  for (let made = 0; ;) {
    const asked = steps.length === 0 ? request : { ...later, scheduledMs: nowMs() };
    const { turn, ...result } = await model.call({ ...asked, messages, keepTurn: true });
    const waitMs = rules.stop.aborted
      ? null
      : retryWaitMs(result.failure, tries, rules.retries, rules.random);
    steps.push({ ...result, sent, retried: waitMs !== null });
    if (waitMs !== null) {
      tries++;
      await waitFor(waitMs, rules.stop);
      await rules.next(result);
      heldMs.push(0);
      continue;
    }
    tries = 0;
    if (result.outcome !== 'ok') return joinSteps(steps, heldMs, false);
    const answer = turn ?? plainTurn(result, made);
    const next = nextMessages(answer, testCase, turns);
    if (next === null) return joinSteps(steps, heldMs, false);
    if (++made >= most) return joinSteps(steps, heldMs, true);
    messages = [...messages, answer, ...next];
    sent = next;
    const askedMs = nowMs();
    await rules.next(result);
    heldMs.push(nowMs() - askedMs);
  }
}

/** Asks a case once. A conversation tries its failed steps again by itself; its result has `steps`. */
export function askCase(
  model: Model,
  testCase: Case,
  request: ModelRequest,
  rules: StepRules,
): Promise<CallResult> {
  return isConversation(testCase) ? converse(model, testCase, request, rules) : model.call(request);
}
