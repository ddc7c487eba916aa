import type { Case, Message, Prompt } from '../contract/suite.ts';
import { fillTemplate } from '../base/template.ts';

/** What is sent for a case under a prompt; a case with messages of its own goes without the prompt. */
export function renderMessages(prompt: Prompt, testCase: Case): Message[] {
  const messages = testCase.messages ?? prompt.messages;
  return messages.map(({ role, content }) => ({ role, content: fillTemplate(content, testCase.variables) }));
}
