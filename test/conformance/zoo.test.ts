import { expect, it } from 'vitest';
import { runZoo } from './zoo/run-zoo.ts';

it('reads every scenario on every wire that can carry it', async () => {
  const cells = await runZoo();
  expect(cells.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(cells.filter(({ answers }) => answers > 0).length).toBeGreaterThan(500);
}, 120_000);
