import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedAnswer } from '../malformed-answer.ts';
import { piecesOf, reasoningIn } from './chat-content.ts';

const spoken = (content: unknown) =>
  piecesOf(content).map((piece) => [piece.kind, 'text' in piece ? piece.text : '']);

describe('content', () => {
  it.each([
    ['text', 'Lima', [['text', 'Lima']]],
    ['nothing', null, []],
    ['a text part', [{ type: 'text', text: 'Lima' }], [['text', 'Lima']]],
    ['a part instead of a list', { type: 'text', text: 'Lima' }, [['text', 'Lima']]],
    ['a part without a type', [{ text: 'Lima' }], [['text', 'Lima']]],
    ['texts in a list', ['Li', 'ma'], [['text', 'Li'], ['text', 'ma']]],
    ['text that is an object', [{ type: 'output_text', text: { value: 'Lima' } }], [['text', 'Lima']]],
    ['thoughts as parts', [{ type: 'thinking', thinking: [{ type: 'text', text: 'Peru, ' }, { type: 'text', text: 'so' }] }], [['reasoning', 'Peru, so']]],
    ['thoughts as text', [{ type: 'thinking', thinking: 'Peru, so' }], [['reasoning', 'Peru, so']]],
    ['thoughts and text', [{ type: 'reasoning', text: 'so' }, { type: 'text', text: 'Lima' }], [['reasoning', 'so'], ['text', 'Lima']]],
    ['a refusal', [{ type: 'refusal', refusal: 'No.' }], [['refusal', 'No.']]],
    ['a picture', [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } }], [['picture', '']]],
    ['a reference', [{ type: 'reference', reference_ids: [1] }, { type: 'text', text: 'Lima' }], [['citation', ''], ['text', 'Lima']]],
    ['an empty part', [{ type: 'text', text: '' }, null], [['text', '']]],
  ])('may be %s', (_, content, pieces) => {
    expect(spoken(content)).toEqual(pieces);
  }); // prettier-ignore

  it.each([
    [7],
    [true],
    [[7]],
    [[{ type: 'hologram', text: 'x' }]],
    [{ answer: 'Lima' }],
    [[{ type: 'text', text: 7 }]],
    [[['x']]],
  ])('of a form that is not known is an error: %j', (content) => {
    expect(() => piecesOf(content)).toThrow(MalformedAnswer);
  });

  it('never becomes the text of an object', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (content) => {
        try {
          for (const piece of piecesOf(content))
            if ('text' in piece) expect(piece.text).not.toContain('[object');
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedAnswer);
        }
      }),
    );
  });
});

it('takes reasoning from the first field that has any', () => {
  expect(reasoningIn({ reasoning_content: '', reasoning: 'hm' })).toBe('hm');
  expect(reasoningIn({ reasoning_content: 'hm', reasoning: 'hm' })).toBe('hm');
  expect(reasoningIn({ reasoning: null, thinking: 'hm' })).toBe('hm');
  expect(reasoningIn({ thinking_blocks: [{ type: 'thinking', thinking: 'hm', signature: 'x' }] })).toBe('hm');
  const details = [
    { type: 'reasoning.text', text: 'h' },
    { type: 'reasoning.summary', summary: 'm' },
  ];
  expect(reasoningIn({ reasoning_details: details })).toBe('hm');
  expect(reasoningIn({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] })).toBe('');
  expect(reasoningIn({ reasoning: { effort: 7 }, thinking: true })).toBe('');
});
