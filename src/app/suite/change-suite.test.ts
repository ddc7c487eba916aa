import { expect, it } from 'vitest';
import { loadYaml } from '../../../test/suite-folder.ts';
import { changeStoredSuite, changeSuite } from './change-suite.ts';

const text = `name: n
baseline: x/b
repeats: 2
targets: [x/a, {model: x/b, label: bee}, x/c]
prompts: [{id: p, user: '{{input}}'}, {id: q, user: '{{input}}!'}]
cases: [{id: one, input: '1'}, {id: two, input: '2'}, {id: three, input: '3'}]`;
const stored = () => loadYaml(text.replace('baseline: x/b\n', ''));

it('changes baseline, concurrency and what may be unpriced', async () => {
  const suite = await stored();
  const changed = changeSuite(suite, { baseline: 'x/c (p)', concurrency: 3, allowUnpriced: true });
  expect(changed.baselineId).toBe(suite.targets[4]?.id);
  expect(changed.targets.map(({ limits }) => [limits.concurrency, limits.maxConcurrency])).toEqual(
    suite.targets.map(() => [3, undefined]),
  );
  expect(changed.budget).toEqual({ allowUnpriced: true });
  expect(changeSuite(suite, {})).toEqual(suite);
  expect(() => changeSuite(suite, { baseline: 'x/c' })).toThrow('2 targets of the suite are called "x/c"');
});

it('cuts a stored suite as its file would be cut, so that results stay comparable', async () => {
  const suite = await stored();
  const fromFile = await loadYaml(text.replace('baseline: x/b\n', ''), { limit: 2, repeats: 5 });
  expect(changeStoredSuite(suite, { limit: 2, repeats: 5 })).toEqual(fromFile);
  expect(changeStoredSuite(suite, { limit: 9 }).hash).toBe(suite.hash);
});

it('asks some targets of a stored suite, with all their prompts; a baseline that is not asked is none', async () => {
  const suite = { ...(await stored()), baselineId: (await stored()).targets[0]?.id ?? '' };
  const chosen = changeStoredSuite(suite, { targets: ['x/b', 'x/b'] });
  expect(chosen.targets.map(({ model, promptId }) => [model, promptId])).toEqual([
    ['b', 'p'],
    ['b', 'q'],
  ]);
  expect(chosen).not.toHaveProperty('baselineId');
  expect(changeStoredSuite(suite, { targets: ['x/a'] }).baselineId).toBe(suite.baselineId);
});

it('refuses what a stored suite cannot become', async () => {
  const suite = await stored();
  expect(() => changeStoredSuite(suite, { targets: ['x/new'] })).toThrow('"x/new" is no target');
  expect(() => changeStoredSuite(suite, { batch: true })).toThrow('one by one');
});
