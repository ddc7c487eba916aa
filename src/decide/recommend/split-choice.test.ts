import { describe, expect, it } from 'vitest';
import { exampleTarget } from '../../../test/example-summary.ts';
import { runOf } from '../../../test/made-up/board-rows.ts';
import { plantedTable } from '../../../test/made-up/planted-table.ts';
import { recommendationParagraph } from '../../view/words/recommendation-words.ts';
import { recommend } from './recommend.ts';
import { requirementsOf } from './read-requirements.ts';
import { baselinePart, splitChoice, type Choice } from './split-choice.ts';

/** `mixed` is cheap and as good; one host serves six of ten of its calls, another a tenth of them, well. */
function choiceOf(cases: number): Choice {
  const models = [
    { label: 'base', quality: 0.8, cost: 0.01 },
    { label: 'mixed', quality: 0.8, cost: 0.006 },
  ];
  const table = plantedTable({ models, cases, seed: 3 });
  table.served.host.names = ['', 'east', 'rare', 'west'];
  for (let c = 0; c < cases; c++) {
    const host = c % 10 === 0 ? 'rare' : c % 10 < 7 ? 'east' : c % 10 === 7 ? '' : 'west';
    const cell = cases + c;
    table.served.host.of[cell] = table.served.host.names.indexOf(host);
    if (host === 'east') table.cost_nanousd[cell] = (table.cost_nanousd[cell] as number) / 2;
  }
  const targets = models.map(({ label }) => ({ ...exampleTarget(label), id: label, label }));
  const run = { ...runOf([], { cases, baseline_id: 'base', status: 'done' }), targets };
  return { run, table, facts: new Map() };
}

function ask(choice: Choice) {
  const split = splitChoice(choice, 'host');
  const requirements = requirementsOf({ margin: '10%' }, split.run, split.table);
  return { ...recommend({ run: split.run, table: split.table, requirements }), by: split.by };
}

describe('splitChoice', () => {
  it('chooses a host of a target, and says that it may have to be pinned', () => {
    const answer = ask(choiceOf(1500));
    const [first] = answer.candidates;
    expect(answer.pick).toBe(first?.target_id);
    expect(first).toMatchObject({
      label: 'mixed · host east',
      part: { of: 'mixed', value: 'east', calls: 900 },
    });
    expect(recommendationParagraph(answer)).toContain(
      'To get these figures host east may have to be pinned at the gateway: it had 900 of 1,500 calls of mixed.',
    );
  });

  it('never chooses calls of an unknown host, nor a part of few cases', () => {
    const answer = ask(choiceOf(150));
    const coverage = (label: string) =>
      answer.candidates
        .find((candidate) => candidate.label === label)
        ?.checks.find(({ name }) => name === 'coverage');
    expect(coverage('mixed · host n/a')).toMatchObject({
      status: 'unknown',
      note: 'the host of these calls is not known',
    });
    expect(coverage('mixed · host rare')).toMatchObject({
      status: 'missed',
      note: '15 cases; a part needs at least 20',
    });
    expect(coverage('mixed · host west')).toMatchObject({ status: 'met' });
    // all calls of it are of the same unknown host: it is the whole target
    expect(coverage('base · host n/a')).toMatchObject({ status: 'met', value: 1 });
  });

  it('takes the largest part of a target for the baseline, or the one that is named', () => {
    const choice = choiceOf(150);
    const split = splitChoice(choice, 'host');
    const labelOf = (name: string) =>
      split.table.targets.find(({ id }) => id === baselinePart(name, choice, split))?.label;
    expect([labelOf('mixed'), labelOf('mixed · host west'), labelOf('base')]).toEqual([
      'mixed · host east',
      'mixed · host west',
      'base · host n/a',
    ]);
    expect(() => baselinePart('nobody', choice, split)).toThrow('there is no target "nobody"');
  });

  it('leaves coverage of what was not asked at all as it is', () => {
    const choice = choiceOf(1500);
    choice.table.state.fill(0, 1500 + 1200);
    const split = splitChoice(choice, 'host');
    const requirements = requirementsOf({ margin: '10%' }, split.run, split.table);
    const { candidates } = recommend({ run: split.run, table: split.table, requirements });
    expect(candidates.find(({ label }) => label === 'mixed · host east')?.coverage).toBeCloseTo(0.8, 9);
  });
});
