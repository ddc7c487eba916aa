import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerBuilder } from './answer-builder.ts';

/** Pieces of text, each in a frame of its own, and what becomes of them. */
function read(pieces: string[]) {
  const builder = new AnswerBuilder(
    pieces.map((_, i) => i),
    { keepTurn: true, thinkTags: 'reasoning' },
  );
  for (const delta of pieces) {
    builder.nextFrame();
    builder.add({ type: 'text-delta', id: '0', delta });
  }
  const { text, reasoning } = builder.answer();
  return { text, reasoning, kinds: builder.frames.kinds, at: builder.frames.at, turn: builder.turn };
}

describe('reasoning between tags', () => {
  it.each([
    ['before the answer', '<think>Peru, so</think>\n\nLima', 'Lima', 'Peru, so'],
    ['after white space', '\n<think>\nPeru</think>Lima', 'Lima', '\nPeru'],
    ['twice', '<think>a</think>Li <think>b</think>ma', 'Li ma', 'ab'],
    ['of another name', '<thinking>a</thinking>Lima', 'Lima', 'a'],
    ["of Gemini's", '<thought>a</thought>Lima', 'Lima', 'a'],
    ["of Kimi's", '◁think▷a◁/think▷Lima', 'Lima', 'a'],
    ['in channels', '<|channel|>analysis<|message|>a<|channel|>final<|message|>Lima', 'Lima', 'a'],
    ["of Mistral's", '[THINK]a[/THINK]Lima', 'Lima', 'a'],
    ['that is empty', '<think>\n\n</think>\n\nLima', 'Lima', '\n\n'],
    ['that is not closed', '<think>Peru, so', '', 'Peru, so'],
    ['that is not closed but nearly', '<think>Peru</thin', '', 'Peru</thin'],
    ['whose opening tag stood in the prompt', 'Peru, so</think>\nLima', 'Lima', 'Peru, so'],
    ['that is none', '  Lima < 5 <th> [T', '  Lima < 5 <th> [T', ''],
    ['with other tags in it', '<think>a <b>c</b> <think> d</think>Lima', 'Lima', 'a <b>c</b> <think> d'],
    ['and a closing tag that is too many', '<think>a</think>Li</think>ma', 'Li</think>ma', 'a'],
  ])('%s', (_, whole, text, reasoning) => {
    expect(read([whole])).toMatchObject({ text, reasoning });
    expect(read([...whole])).toMatchObject({ text, reasoning });
    expect(read([...whole]).turn?.content).toMatchObject([{ type: 'text', text: whole }]);
  });

  it('is the same wherever the text is cut', () => {
    const piece = fc.constantFrom(
      '<think>',
      '</think>',
      '<thinking>',
      '[/THINK]',
      '<',
      'th',
      'ink>',
      ' ',
      '\n',
      'Lima',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(60)), (words, cuts) => {
        const whole = words.join('');
        const at = [0, ...cuts.filter((cut) => cut < whole.length).toSorted((a, b) => a - b), whole.length];
        const { text, reasoning } = read(at.slice(1).map((end, i) => whole.slice(at[i], end)));
        const uncut = read([whole]);
        expect([text.trim(), reasoning.trim()]).toEqual([uncut.text.trim(), uncut.reasoning.trim()]);
      }),
    );
  });

  it.each([
    [['<think>', 'a', '</think>', '\n', 'Lima'], 'rrrrt'],
    [['<th', 'ink>a', '</th', 'ink>', 'Lima'], 'rrrrt'],
    [['<', '5'], 'tt'],
    [['Lima <', 'b>'], 'tt'],
    [['\n', 'Lima'], 'tt'],
    [['Peru', ', so</think>', 'Lima'], 'rrt'],
    [['<think>a</think>Lima'], 't'],
  ])('%j has frames of the kinds %s', (pieces, kinds) => {
    const seen = read(pieces);
    expect([seen.kinds, seen.at]).toEqual([kinds, pieces.map((_, i) => i)]);
  });
});

it('stays in the text unless it is asked for', () => {
  const builder = new AnswerBuilder([0]);
  builder.nextFrame();
  builder.add({ type: 'text-delta', id: '0', delta: '<think>a</think>Lima' });
  expect(builder.answer().text).toBe('<think>a</think>Lima');
});
