import { expect, it } from 'vitest';
import { readChat } from './chat-messages.ts';

const messages = [
  { role: 'system', content: 'be brief' },
  { role: 'user', content: '{{a}}' },
];

it.each([
  ['JSON', JSON.stringify(messages), false],
  ['JSON with a newline before it', `\n${JSON.stringify(messages)}`, false],
  ['a request with messages alone', JSON.stringify({ messages }), false],
  [
    'a system prompt beside messages',
    JSON.stringify({ system: 'be brief', messages: messages.slice(1) }),
    false,
  ],
  ['YAML', '- role: system\n  content: be brief\n- role: user\n  content: "{{a}}"', true],
  ['YAML with bare braces', '- role: system\n  content: be brief\n- role: user\n  content: {{a}}', true],
  ['YAML in a text', '- role: system\n  content: be brief\n- role: user\n  content: {{a}}', false],
  [
    'roles of others',
    '[{"role":"developer","content":"be brief"},{"role":"human","content":"{{a}}"}]',
    false,
  ],
])('reads %s', (_, text, isYaml) => {
  expect(readChat(text, isYaml)).toEqual({ messages });
});

it('keeps parts of text and pictures of the network', () => {
  const content = [
    { type: 'text', text: 'what is it?' },
    { type: 'image_url', image_url: { url: 'https://example.test/a.png' } },
  ];
  expect(readChat(JSON.stringify([{ role: 'user', content }]), false)).toEqual({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'what is it?' },
          { type: 'image', image: 'https://example.test/a.png' },
        ],
      },
    ],
  });
});

it.each([
  [
    'a picture that is a variable',
    [{ role: 'user', content: [{ type: 'image_url', image_url: { url: '{{a}}' } }] }],
  ],
  ['calls of tools', [{ role: 'assistant', content: 'x', tool_calls: [] }]],
  ['another role', [{ role: 'tool', content: 'x' }]],
  ['a request with settings', { messages, temperature: 0 }],
  ['an object', { text: '{{a}}' }],
])('refuses %s', (_, document) => {
  expect(readChat(JSON.stringify(document), false)).toHaveProperty('why');
});

it.each(['say {{a}}', '[not JSON {{a}}', '["a", "b"]', '- one\n- two'])('%s is no conversation', (text) => {
  expect(readChat(text, false)).toBeNull();
});
