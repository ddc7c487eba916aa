/** What servers send that they should not, and what is seen of it: every scenario on every wire that can carry it, over real HTTP. */
import { runZoo } from '../test/conformance/zoo/run-zoo.ts';
import { conclude } from './support/verdict.ts';

const cells = await runZoo();
const providers = [...new Set(cells.map(({ provider }) => provider))];
const scenarios = [...new Set(cells.map(({ scenario }) => scenario))];
const width = Math.max(...scenarios.map((name) => name.length));
const markOf = ({ answers, wrong }: (typeof cells)[number]) =>
  answers === 0 ? '–' : wrong.length > 0 ? 'WRONG' : answers === 1 ? 'right' : `right ×${answers}`;

const row = (name: string, marks: string[]) =>
  `${name.padEnd(width)}  ${marks.map((mark, i) => mark.padEnd(Math.max((providers[i] ?? '').length, 8) + 2)).join('')}`.trimEnd();
console.log(row('', providers));
for (const name of scenarios)
  console.log(row(name, cells.filter(({ scenario }) => scenario === name).map(markOf)));
for (const { scenario, provider, wrong } of cells)
  for (const each of wrong) console.log(`${scenario}, ${provider}: ${each}`);

const carried = cells.filter(({ answers }) => answers > 0);
conclude(
  'wire-zoo',
  { right: cells.every(({ wrong }) => wrong.length === 0), carried: carried.length > 500 },
  {
    cells: carried.length,
    wrong: cells.filter(({ wrong }) => wrong.length > 0).length,
    answers: cells.reduce((sum, { answers }) => sum + answers, 0),
  },
);
