import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { runOf } from '../../test/made-up/board-rows.ts';
import type { Ranking } from '../contract/ranking.ts';
import type { RouteReport } from '../contract/route.ts';
import { rankingText } from './ranking-text.ts';
import { routeText } from './route-text.ts';

const look = { color: false, width: 120 };
const policyRow = (more: object = {}) => ({
  kind: 'single',
  name: 'a',
  hypothetical: false,
  quality: 0.8,
  low: 0.7,
  high: 0.9,
  per_1k_usd: 2,
  above_mixing: null,
  ...more,
});
const route = (more: object = {}) =>
  ({
    schema: 'assay.route/1',
    policies: [
      policyRow(),
      policyRow({ name: 'oracle', hypothetical: true, quality: 0.95, above_mixing: 0.05 }),
      policyRow({ name: 'by category', above_mixing: -0.01 }),
    ],
    policy: { categories: { law: 'b', '': 'a' }, fallback: 'a' },
    router: null,
    aiq: 0.8123,
    fitted: 30,
    held_out: 31,
    margin: 0.02,
    left_out: [{ target_id: 'c', reason: 'its cost is unknown' }],
    ...more,
  }) as unknown as RouteReport;
const linesOf = (report: RouteReport) => routeText(report, runOf(['a', 'b', 'c']).targets, look).split('\n');

describe('routing as text', () => {
  const text = linesOf(route()).join('\n');

  it('has a line for each policy, and a mark on what cannot be had', () => {
    expect(text).toMatch(/^a +80\.0 +\[70\.0, 90\.0\] +2\.00/m);
    expect(text).toMatch(/^† oracle .* \+5\.0/m);
    expect(text).toMatch(/^by category .* −?-?1\.0/m);
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(look.width);
  });

  it('says who is asked for what, and who was left out', () => {
    expect(text).toContain('by category: law → b, (none) → a, else a');
    expect(text).toContain('left out: c, its cost is unknown');
    expect(text).toContain('AIQ of the single targets 0.812');
    expect(text).toContain('fitted on 30 cases, evaluated on 31 held-out cases');
  });

  it('shows n/a for what is not known', () => {
    const router = {
      weak: 'a',
      strong: 'b',
      apgr: null,
      oracle_apgr: 0.9,
      cpt: { 20: 0.1, 50: null, 80: 0.7 },
    };
    const found = linesOf(route({ aiq: null, router }))
      .join(' ')
      .replaceAll(/\s+/g, ' ');
    expect(found).toContain('AIQ of the single targets n/a');
    expect(found).toContain('APGR n/a (random 0.5, oracle 0.900)');
    expect(found).not.toMatch(/null|NaN|undefined/);
  });
});

describe('a ranking as text', () => {
  const ranked = (label: string, more: object = {}) => ({
    label,
    rank: 1,
    best_rank: 1,
    worst_rank: 2,
    quality: 0.8,
    rating: { value: 1020, low: 1000, high: 1040 },
    win_rate: 0.6,
    n: 50,
    asked: 50,
    ...more,
  });
  const ranking = (targets: object[], more: object = {}) =>
    ({ targets, weighted: null, clusters: 50, level: 0.95, ...more }) as unknown as Ranking;
  const text = (given: Ranking) => rankingText(given, look);

  it('draws the places that a target may have', () => {
    const found = text(
      ranking([
        ranked('a'),
        ranked('b', { rank: 2, best_rank: 1, worst_rank: 3 }),
        ranked('c', { rank: 3, best_rank: 3, worst_rank: 3 }),
      ]),
    );
    expect(found).toMatch(/^a +1 +1–2 +●─·/m);
    expect(found).toMatch(/^b +2 +1–3 +─●─/m);
    expect(found).toMatch(/^c +3 +3 +··●/m);
  });

  it('shows n/a without a rating, and says who was scored on fewer cases', () => {
    const found = text(ranking([ranked('a', { rating: null, n: 40 }), ranked('b')])).replaceAll(/\s+/g, ' ');
    expect(found).toMatch(/a 1 1–2 ●─ 80\.0 n\/a/);
    expect(found).toContain(
      'Not every answer could be scored: a 40 of 50 cases. The share differs between targets',
    );
    const equal = text(ranking([ranked('a', { n: 40 }), ranked('b', { n: 40 })]));
    expect(equal).not.toContain('The share differs');
  });

  it('says how far weights may move', () => {
    const weighted = {
      order: [
        { label: 'b', score: 0.9 },
        { label: 'a', score: 0.4 },
      ],
      ranges: [{ criterion: 'cost', share: 0.5, order: { low: 0.2, high: 1 }, first: { low: 0, high: 1 } }],
    };
    const found = text(ranking([ranked('a')], { weighted }));
    expect(found).toContain('by weight  b 90 › a 40');
    expect(found).toContain(
      'cost has 50 % of the weight: the order holds from 20–100 %, the first place from 0–100 %',
    );
  });
});
