import { afterAll, beforeAll, expect, it } from 'vitest';
import { appFolder, type AppFolder } from '../../../test/app-folder.ts';
import { serveSimulator } from '../../simulator/serve.ts';
import type { SimulatorHandle } from '../../simulator/simulator-options.ts';
import { checkTargets } from './check-targets.ts';

let folder: AppFolder;
let simulator: SimulatorHandle;
beforeAll(async () => {
  folder = await appFolder();
  simulator = await serveSimulator({ noDelay: true });
});
afterAll(async () => {
  await simulator.close();
  await folder.remove();
});

const suite = { name: 's', cases: [{ input: 'A?' }] };
const check = (targets: string[], more: object = {}) =>
  checkTargets(
    { suite: { inline: { ...suite, ...more } }, targets, simulator: simulator.url },
    folder.context,
  );

it('tries each target, says what it can and what that cost', async () => {
  const { targets: checks, ok, cost_usd: usd } = await check(['sim/zibbel-core', 'sim/mondreb-lite']);
  expect(ok).toBe(true);
  expect(checks.map(({ abilities }) => abilities.answers)).toEqual(['yes', 'yes']);
  for (const { cost_nanousd } of checks) expect(cost_nanousd).toBeGreaterThan(0);
  expect(usd).toBeCloseTo(checks.reduce((sum, { cost_nanousd: cost }) => sum + (cost ?? 0), 0) / 1e9, 12);
  expect(folder.messages).toEqual(['checking sim/zibbel-core', 'checking sim/mondreb-lite']);
});

it('is not content with a target that cannot be reached, which costs nothing', async () => {
  const down = { targets: [{ model: 'compatible/x', baseUrl: 'http://127.0.0.1:9/v1' }] };
  const { targets: checks, ok, cost_usd: usd } = await check([], down);
  expect(ok).toBe(false);
  expect(checks).toMatchObject([{ abilities: { answers: 'no' }, cost_nanousd: 0 }]);
  expect(usd).toBe(0);
});

it('needs somebody to ask', async () => {
  await expect(check([])).rejects.toThrow('names no targets');
});
