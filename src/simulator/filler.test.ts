import { describe, expect, it } from 'vitest';
import { seededRandom } from '../base/random.ts';
import { fillerText } from './filler.ts';
import { tokensOf } from './pieces.ts';

describe('fillerText', () => {
  it('is as long as asked, in whole sentences, and the same for the same seed', () => {
    const text = fillerText(50, seededRandom(1));
    expect(tokensOf(text).length).toBeGreaterThanOrEqual(50);
    expect(tokensOf(text).length).toBeLessThan(100);
    expect(text.endsWith('.')).toBe(true);
    expect(fillerText(50, seededRandom(1))).toBe(text);
  });

  it('holds nothing an answer could be mistaken for', () => {
    const text = fillerText(3000, seededRandom(2));
    expect(text).not.toMatch(
      /\d|\b(yes|no|not|nothing|none|never|true|false|free|lose|answer|positive|negative)\b|[=:{}"]/i,
    );
    expect(text).not.toMatch(/\b[B-HJ-Z]\b/);
  });
});
