/** Where an attempt belongs in its suite: its target, its case, and what the call sends. */
import type { Attempt } from '../contract/attempt.ts';
import type { Case, Message, Suite, Target } from '../contract/suite.ts';
import { uniqueMessages } from '../plan/load/synthetic-cases.ts';
import { traceMessages } from '../plan/load/trace-cases.ts';
import { renderMessages } from '../suite/render-messages.ts';

export interface Place {
  target: Target;
  testCase: Case;
  messages: Message[];
}

type CallPlace = Pick<Attempt, 'runId' | 'repeat' | 'isWarmup'>;

/** `isLoad`: cases are asked as often as the schedule wants. */
export function createSuitePlaces(suite: Suite, isLoad: boolean) {
  const targets = new Map(suite.targets.map((target) => [target.id, target]));
  const prompts = new Map(suite.prompts.map((prompt) => [prompt.id, prompt]));
  const cases = new Map(suite.cases.map((testCase) => [testCase.id, testCase]));

  /** Throws when the suite has no such place: it is of another suite. */
  function place(targetId: string, caseId: string, call: CallPlace): Place {
    const testCase = cases.get(caseId);
    const target = targets.get(targetId);
    const prompt = target && prompts.get(target.promptId);
    const { repeat, isWarmup } = call;
    const isBeyond = !isLoad && !isWarmup && repeat >= suite.repeats;
    if (!target || !testCase || !prompt || isBeyond)
      throw new Error(
        `no such place in the suite: target ${targetId}, case ${caseId}, repeat ${repeat}${isWarmup ? ' of the warm-up' : ''}`,
      );
    const made = traceMessages(suite, testCase);
    const rendered = made ?? renderMessages(prompt, testCase);
    if (!suite.load?.unique) return { target, testCase, messages: rendered };
    const key = [call.runId, targetId, testCase.id, call.repeat, String(call.isWarmup)];
    const messages = uniqueMessages(rendered, made !== null || suite.load.inputTokens !== undefined, ...key);
    return { target, testCase, messages };
  }
  return {
    place,
    placeOf: (attempt: Attempt): Place => place(attempt.targetId, attempt.caseId, attempt),
  };
}
