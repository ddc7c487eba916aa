import { expect, it } from 'vitest';
import { AnswerBuilder } from '../lanes/answer-builder.ts';
import { openChatReader } from '../readers/chat/chat-reader.ts';
import { chatMessages } from './chat-messages.ts';

const noData = () => {
  throw new Error('no attachments');
};

/** The assistant's message of the next request, after these deltas. */
function nextMessage(vendorId: string, deltas: object[]) {
  const builder = new AnswerBuilder([1], { keepTurn: true });
  const context = { vendorId, toolNames: new Set<string>(), structuredTool: null };
  const reader = openChatReader((part) => builder.add(part), context);
  for (const delta of deltas) reader.frame({ choices: [{ index: 0, delta }] }, '');
  reader.end();
  return chatMessages([builder.turn!], noData, vendorId)[0];
}

it('gives an answer back as it came', () => {
  const call = { index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } };
  expect(
    nextMessage('vllm', [{ reasoning_content: 'hm' }, { content: 'Let me see.' }, { tool_calls: [call] }]),
  ).toEqual({
    role: 'assistant',
    content: 'Let me see.',
    reasoning_content: 'hm',
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }],
  });
});

it('gives back what hosts want to see again: signatures, encrypted thoughts', () => {
  const extra_content = { google: { thought_signature: 'sig' } };
  const deltas = [
    {
      reasoning: 'so',
      reasoning_details: [{ type: 'reasoning.text', text: 'so', index: 0, signature: null }],
    },
    {
      reasoning: ' on',
      reasoning_details: [{ type: 'reasoning.text', text: ' on', index: 0, signature: 'sig' }],
    },
    { reasoning_details: [{ type: 'reasoning.encrypted', data: 'x', index: 1 }] },
    { tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' }, extra_content }] },
  ];
  expect(nextMessage('openrouter', deltas)).toEqual({
    role: 'assistant',
    content: null,
    reasoning_details: [
      { type: 'reasoning.text', text: 'so on', index: 0, signature: 'sig' },
      { type: 'reasoning.encrypted', data: 'x', index: 1 },
    ],
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' }, extra_content }],
  });
});
