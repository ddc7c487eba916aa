import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { TurnBuilder } from './turn-builder.ts';

const turnOf = (parts: unknown[]) => {
  const builder = new TurnBuilder();
  for (const part of parts as LanguageModelV4StreamPart[]) builder.add(part);
  return builder.turn();
};

it('keeps what was said in order, with what the provider wants to see again', () => {
  const metadata = { anthropic: { signature: 's' } };
  const turn = turnOf([
    { type: 'reasoning-start', id: '0' },
    { type: 'reasoning-delta', id: '0', delta: 'hm' },
    { type: 'reasoning-delta', id: '0', delta: 'm', providerMetadata: metadata },
    { type: 'reasoning-end', id: '0' },
    { type: 'text-start', id: '1' },
    { type: 'text-delta', id: '1', delta: 'a' },
    {
      type: 'tool-call',
      toolCallId: 'c',
      toolName: 'f',
      input: '{}',
      providerMetadata: { google: { x: 1 } },
    },
    { type: 'text-delta', id: '1', delta: 'b' },
    { type: 'text-end', id: '1' },
    { type: 'text-start', id: '1' },
    { type: 'text-delta', id: '1', delta: 'c' },
  ]);
  expect(turn).toEqual({
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'hmm', providerOptions: metadata },
      { type: 'text', text: 'ab' },
      { type: 'tool-call', id: 'c', name: 'f', arguments: '{}', providerOptions: { google: { x: 1 } } },
      { type: 'text', text: 'c' },
    ],
  });
});

it('leaves out a text that stayed empty, unless something hangs on it', () => {
  const empty = [
    { type: 'text-start', id: '1' },
    { type: 'text-end', id: '1' },
  ];
  expect(turnOf(empty).content).toEqual([]);
  const marked = { type: 'text-end', id: '1', providerMetadata: { google: { thoughtSignature: 't' } } };
  expect(turnOf([empty[0], marked]).content).toHaveLength(1);
});
