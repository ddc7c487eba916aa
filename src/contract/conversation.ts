/** Cases that take more than one call: the user says more, or tools give results. */
import type { Case, Tool } from './suite.ts';

const defaultMaxSteps = 10;

type Conversation = Pick<Case, 'tools' | 'turns' | 'maxSteps'>;

export const isStubbed = (tool: Tool): boolean => tool.result !== undefined || tool.results !== undefined;

export const isConversation = ({ turns, tools }: Conversation): boolean =>
  turns !== undefined || tools.some(isStubbed);

/** The most calls one sample of the case may take, retries left out; 1 for a case that is no conversation. */
export function maxCalls(testCase: Conversation): number {
  if (!isConversation(testCase)) return 1;
  const most = testCase.maxSteps ?? defaultMaxSteps;
  return testCase.tools.some(isStubbed) ? most : Math.min(most, 1 + (testCase.turns?.length ?? 0));
}
