import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RepeatedFrame } from './repeated-frame.ts';

const frameOf = (content: unknown, more: object = {}, delta: object = {}) =>
  JSON.stringify({
    id: 'chatcmpl-1',
    model: 'm',
    choices: [{ index: 0, delta: { ...delta, content }, finish_reason: null }],
    ...more,
  });

/** Of frames that carry text alone. */
function learned(data: string): RepeatedFrame {
  const repeated = new RepeatedFrame();
  const frame = JSON.parse(data) as { choices: { delta: { content: string | null } }[] };
  repeated.learn(data, frame.choices[0]?.delta.content ?? '');
  return repeated;
}

describe('a frame like the one before', () => {
  it('gives the text that parsing would give, or leaves the frame to the parser', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (first, second) => {
        const text = learned(frameOf(first)).textOf(frameOf(second));
        if (text !== null) {
          read++;
          expect(text).toBe(second);
        }
      }),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it.each([
    ['a quote', 'say "no"'],
    ['a backslash', 'C:\\x'],
    ['a line end', 'a\nb'],
    ['nothing', ''],
  ])('leaves text with %s to the parser', (_, text) => {
    expect(learned(frameOf('plain')).textOf(frameOf(text))).toBeNull();
  });

  it.each([
    ['no text', frameOf(null)],
    ['its text in another field too', frameOf('x', { debug: 'x' })],
  ])('learns nothing from a frame with %s', (_, data) => {
    expect(learned(data).textOf(data)).toBeNull();
  });

  it('reads no frame that differs elsewhere', () => {
    const repeated = learned(frameOf('one'));
    expect(repeated.textOf(frameOf('two'))).toBe('two');
    expect(repeated.textOf(frameOf('two').replace('"m"', '"n"'))).toBeNull();
    expect(repeated.textOf(frameOf('two').replace('null', '"stop"'))).toBeNull();
    expect(repeated.textOf(frameOf('two", "reasoning_content": "hm'))).toBeNull();
  });
});
