import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from './wilson.ts';
import { agrestiCoull } from './agresti-coull.ts';
import { clopperPearson, jeffreys } from './beta-intervals.ts';

// proportion_confint of statsmodels
const oracles: [string, number, number, [number, number][]][] = [
  ['wilson', 0, 10, [[0, 0.2775328]]],
  ['agrestiCoull', 0, 10, [[0, 0.320887306]]],
  ['clopperPearson', 0, 10, [[0, 0.308497108]]],
  ['jeffreys', 0, 10, [[4.789e-5, 0.217196268]]],
  ['wilson', 1, 10, [[0.017876213, 0.404150027]]],
  ['agrestiCoull', 1, 10, [[0, 0.425967737]]],
  ['clopperPearson', 1, 10, [[0.002528579, 0.445016117]]],
  ['jeffreys', 1, 10, [[0.011011674, 0.381314771]]],
  ['wilson', 5, 10, [[0.236593091, 0.763406909]]],
  ['agrestiCoull', 5, 10, [[0.236593091, 0.763406909]]],
  ['clopperPearson', 5, 10, [[0.187086028, 0.812913972]]],
  ['jeffreys', 5, 10, [[0.22352867, 0.77647133]]],
  ['wilson', 9, 10, [[0.595849973, 0.982123787]]],
  ['agrestiCoull', 9, 10, [[0.574032263, 1]]],
  ['clopperPearson', 9, 10, [[0.554983883, 0.997471421]]],
  ['jeffreys', 9, 10, [[0.618685229, 0.988988326]]],
  ['wilson', 10, 10, [[0.7224672, 1]]],
  ['agrestiCoull', 10, 10, [[0.679112694, 1]]],
  ['clopperPearson', 10, 10, [[0.691502892, 1]]],
  ['jeffreys', 10, 10, [[0.782803732, 0.99995211]]],
  ['wilson', 81, 100, [[0.722211546, 0.874852485]]],
  ['agrestiCoull', 81, 100, [[0.721386286, 0.875677745]]],
  ['clopperPearson', 81, 100, [[0.719302042, 0.881556804]]],
  ['jeffreys', 81, 100, [[0.724902683, 0.877460373]]],
  ['wilson', 1539, 1700, [[0.890447085, 0.918313608]]],
  ['agrestiCoull', 1539, 1700, [[0.890417221, 0.918343472]]],
  ['clopperPearson', 1539, 1700, [[0.890372745, 0.918798421]]],
  ['jeffreys', 1539, 1700, [[0.890685652, 0.918524133]]],
  ['wilson', 286, 1319, [[0.195431394, 0.239875085]]],
  ['agrestiCoull', 286, 1319, [[0.195416229, 0.239890251]]],
  ['clopperPearson', 286, 1319, [[0.194863575, 0.240067466]]],
  ['jeffreys', 286, 1319, [[0.195227779, 0.239675208]]],
];
const methods = { wilson, agrestiCoull, clopperPearson, jeffreys };

describe('intervals of a share', () => {
  it.each(oracles)('%s of %i in %i', (name, k, n, [expected]) => {
    const { low, high } = methods[name as keyof typeof methods](k, n);
    expect(low).toBeCloseTo(expected?.[0] as number, 8);
    expect(high).toBeCloseTo(expected?.[1] as number, 8);
  });

  it.each(Object.entries(methods))('%s treats yes and no alike', (_, interval) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (n, some) => {
        const k = some % (n + 1);
        const [yes, no] = [interval(k, n), interval(n - k, n)];
        expect(yes.low).toBeCloseTo(1 - no.high, 9);
        expect(yes.high).toBeCloseTo(1 - no.low, 9);
      }),
      { numRuns: 50 },
    );
  });
});
