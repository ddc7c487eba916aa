import { describe, expect, it } from 'vitest';
import type { Attachment } from '../contract/content.ts';
import type { Case, Prompt } from '../contract/suite.ts';
import { renderMessages } from './render-messages.ts';

const picture: Attachment = { type: 'image', name: 'a.png', mediaType: 'image/png', bytes: 1, sha256: 'x' };
const prompt: Prompt = {
  id: 'p',
  messages: [
    { role: 'system', content: 'Be {{tone}}.' },
    { role: 'user', content: '{{input}}' },
  ],
};
const caseWith = (more: Partial<Case>): Case => ({
  id: 'c',
  index: 0,
  variables: { tone: 'brief', input: 'Hi {{tone}}' },
  tags: [],
  weight: 1,
  tools: [],
  scorers: [],
  ...more,
});

describe('renderMessages', () => {
  it('fills in names once: braces in values are sent as they are', () => {
    expect(renderMessages(prompt, caseWith({}))).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi {{tone}}' },
    ]);
  });

  it('sends the own messages of a case in place of the prompt', () => {
    const messages: Case['messages'] = [
      { role: 'user', content: [{ type: 'text', text: '{{tone}}?' }, picture] },
    ];
    expect(renderMessages(prompt, caseWith({ messages }))).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'brief?' }, picture] },
    ]);
  });

  it('shows attachments before the text of the last message of the user', () => {
    const roles = ['user', 'assistant', 'user', 'assistant'] as const;
    const messages = roles.map((role, i) => ({ role, content: `m${i}` }));
    const sent = renderMessages(prompt, caseWith({ messages, attachments: [picture] }));
    expect(sent.map(({ content }) => content)).toEqual([
      'm0',
      'm1',
      [picture, { type: 'text', text: 'm2' }],
      'm3',
    ]);
  });

  it('changes neither prompt nor case', () => {
    const before = structuredClone(prompt);
    const given = caseWith({ attachments: [picture] });
    const copy = structuredClone(given);
    renderMessages(prompt, given);
    expect([prompt, given]).toEqual([before, copy]);
  });
});
