import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuantity, type QuantityKind } from './quantity.ts';

const textOf = (kind: QuantityKind, given: string) => {
  const read = readQuantity(kind, given);
  return 'text' in read ? read.text : null;
};

describe('what a field holds', () => {
  it.each<[QuantityKind, string, string]>([
    ['points', '1', '1%'],
    ['points', '3', '3%'],
    ['points', '3 points', '3%'],
    ['points', '1 point', '1%'],
    ['points', '3%', '3%'],
    ['points', '3 %', '3%'],
    ['points', '2.5pp', '2.5%'],
    ['points', '2,5 %', '2.5%'],
    ['points', '0.5%', '0.5%'],
    ['points', '0.03 points', '0.03%'],
    ['points', '0', '0%'],
    ['points', '100', '100%'],
    ['points', '３％', '3%'],
    ['share', '5', '5%'],
    ['share', '5 percent', '5%'],
    ['duration', '900', '900'],
    ['duration', '1500', '1500'],
    ['duration', '1.5s', '1500'],
    ['duration', '1.5 sec', '1500'],
    ['duration', '250ms', '250'],
    ['duration', '2k', '2000'],
    ['duration', '2 min', '120000'],
    ['duration', '1,500', '1500'],
    ['money', '$1', '1'],
    ['money', '1', '1'],
    ['money', '1 USD', '1'],
    ['money', 'USD 1.50', '1.5'],
    ['money', '1$', '1'],
    ['money', '$2k', '2000'],
    ['money', '50 cents', '0.5'],
    ['money', '50¢', '0.5'],
    ['money', '0.002', '0.002'],
    ['money', '$1,234.50', '1234.5'],
    ['count', '1M', '1000000'],
    ['count', '1m', '1000000'],
    ['count', '1.5M', '1500000'],
    ['count', '2k', '2000'],
    ['count', '20K calls', '20000'],
    ['count', '1M/month', '1000000'],
    ['count', '100,000', '100000'],
    ['count', '100 000', '100000'],
    ['count', '1e6', '1000000'],
    ['count', '2 million', '2000000'],
    ['count', '0.1k', '100'],
  ])('%s "%s" is %s', (kind, given, text) => expect(textOf(kind, given)).toBe(text));

  it.each<[QuantityKind, string]>([
    ['points', '0.03'],
    ['points', '.5'],
    ['points', '-1'],
    ['points', '101'],
    ['points', 'much'],
    ['points', '3 $'],
    ['points', '1,2,3'],
    ['points', '3 4'],
    ['points', '1e999'],
    ['points', 'NaN'],
    ['share', '0.05'],
    ['share', '5ms'],
    ['duration', '0'],
    ['duration', '2'],
    ['duration', '1.5'],
    ['duration', '-250ms'],
    ['duration', '5 parsecs'],
    ['duration', 'Infinity'],
    ['money', '€1'],
    ['money', '1%'],
    ['money', '0'],
    ['count', '2.5'],
    ['count', '1X'],
    ['count', '-1M'],
    ['count', '$1'],
    ['count', '10%'],
    ['count', '1,00,000'],
  ])('%s "%s" is asked about', (kind, given) => expect(textOf(kind, given)).toBeNull());

  it('says both meanings of what could be either', () => {
    expect(readQuantity('points', '0.03')).toEqual({ problem: '3% or 0.03%? Write it with the sign.' });
    expect(readQuantity('duration', '1.5')).toEqual({
      problem: '1.5s or 1.5ms? Write it with the unit.',
    });
  });

  it('says what was understood', () => {
    expect(readQuantity('count', '1M')).toEqual({ text: '1000000', means: '1,000,000' });
    expect(readQuantity('duration', '1.5s')).toEqual({ text: '1500', means: '1,500 ms' });
    expect(readQuantity('points', '1')).toEqual({ text: '1%', means: '1 point' });
  });

  it('reads what it wrote as the same, and never throws', () => {
    const kinds: QuantityKind[] = ['points', 'share', 'duration', 'money', 'count'];
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.oneof(fc.string(), fc.double({ noNaN: true }).map(String), fc.nat().map(String)),
        (kind, given) => {
          const text = textOf(kind, given);
          if (text !== null && !(kind === 'duration' && Number(text) < 20))
            expect(textOf(kind, text)).toBe(text);
        },
      ),
    );
  });
});
