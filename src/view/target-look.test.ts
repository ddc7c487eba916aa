import { describe, expect, it } from 'vitest';
import { targetOf } from '../../web/fixtures/summary.ts';
import { lookAt, targetLooks } from './target-look.ts';

const panel = { light: '#ffffff', dark: '#171c22' } as const;

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [dark, bright] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

describe('target look', () => {
  it.each(['light', 'dark'] as const)('can be told from the %s panel', (scheme) => {
    for (let i = 0; i < 12; i++)
      expect(contrast(lookAt(i, scheme).colour, panel[scheme]), `${i}`).toBeGreaterThan(3);
  });

  it('gives 48 targets 48 different looks', () => {
    const looks = Array.from({ length: 48 }, (_, i) => Object.values(lookAt(i, 'light')).join());
    expect(new Set(looks).size).toBe(48);
  });

  it('belongs to the position in the run', () => {
    const targets = ['a', 'b', 'c'].map((id) => targetOf(id));
    expect(targetLooks(targets, 'dark').get('c')).toMatchObject(lookAt(2, 'dark'));
  });
});
