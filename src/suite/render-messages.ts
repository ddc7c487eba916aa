import { fillTemplate } from '../base/template.ts';
import type { Attachment, Message } from '../contract/content.ts';
import { partsOf } from '../contract/content-parts.ts';
import type { Case, Prompt } from '../contract/suite.ts';

function filled(content: Message['content'], variables: Case['variables']): Message['content'] {
  if (typeof content === 'string') return fillTemplate(content, variables);
  return content.map((part) =>
    part.type === 'text' ? { ...part, text: fillTemplate(part.text, variables) } : part,
  );
}

/** Before the text of the last user message: providers advise to show first and ask then. */
function withAttachments(messages: Message[], attachments: Attachment[]): Message[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return messages.map((message, i) =>
    i === last ? { ...message, content: [...attachments, ...partsOf(message.content)] } : message,
  );
}

/** What is sent for a case under a prompt; a case with messages of its own goes without the prompt. */
export function renderMessages(prompt: Prompt, testCase: Case): Message[] {
  const messages = (testCase.messages ?? prompt.messages).map(({ role, content }) => ({
    role,
    content: filled(content, testCase.variables),
  }));
  return testCase.attachments ? withAttachments(messages, testCase.attachments) : messages;
}
