import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { seededRandom } from '../base/random.ts';
import { driftReport } from '../analyze/drift/drift-report.ts';
import { pickTargets } from '../analyze/table/pick-targets.ts';
import { powerAssumed, powerOfRun } from '../analyze/power/power-report.ts';
import { rankTable } from '../analyze/rank/rank-table.ts';
import { runOf } from '../../test/made-up/board-rows.ts';
import { madeUpTable } from '../../test/made-up/result-table.ts';
import { driftText } from './drift-text.ts';
import { powerText } from './power-text.ts';
import { rankingText } from './ranking-text.ts';

const random = seededRandom('texts');
const table = madeUpTable({ targets: ['grand', 'nano'], cases: 60, repeats: 2 }, (target) => ({
  quality: random() < (target ? 0.4 : 0.9) ? 1 : 0,
  e2e_ms: 800 + 100 * random(),
  cost_nanousd: 1e6,
}));
const look = { color: false, width: 100 };

function fits(text: string): string {
  for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(look.width);
  expect(text).not.toMatch(/NaN|undefined|equal/);
  return text;
}

it('shows ranks with the places they may have, and what weights do', () => {
  const ranking = rankTable(table, { quality: 3, speed: 1 });
  const text = fits(ranking ? rankingText(ranking, look) : '');
  expect(text).toMatch(/^grand +1 +1 +●·/m);
  expect(text).toMatch(/^nano +2 +2 +·●/m);
  expect(text).toMatch(/quality has 75 % of the weight: the order holds from \d+–\d+ %/);
});

it('shows what a suite can see', () => {
  const report = powerOfRun(table);
  expect(fits(report ? powerText(report, look) : '')).toMatch(/points seen with 60 cases/);
  expect(fits(powerText(powerAssumed({ quality: 0.8, correlation: 0.5, cases: 50 }), look))).toContain(
    'Assumed',
  );
});

it('shows what changed between two runs', () => {
  const sides = ['old', 'new'].map((runId, i) => {
    const part = pickTargets(table, [i]);
    part.targets = part.targets.map((target) => ({ ...target, label: 'model', run_id: runId }));
    const run = runOf([part.targets[0]?.id as string], { run_id: runId });
    run.targets.forEach((target) => (target.label = 'model'));
    const answerer = { response_models: [`m-${i}`], fingerprints: [`fp_${i}`] };
    return { run, table: part, answerers: new Map([[run.targets[0]?.id as string, answerer]]) };
  });
  const text = fits(driftText(driftReport(sides[0]!, sides[1]!), look));
  expect(text).toMatch(/quality % .*worse/);
  expect(text).toContain('model that answered: m-0 → m-1');
  expect(text).toContain('fingerprint: fp_0 → fp_1');
});
