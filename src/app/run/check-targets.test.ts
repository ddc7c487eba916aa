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
  const { checks, ok } = await check(['sim/zibbel-core', 'sim/mondreb-lite']);
  expect(ok).toBe(true);
  expect(checks.map(({ abilities }) => abilities.answers)).toEqual(['yes', 'yes']);
  for (const { cost_nanousd } of checks) expect(cost_nanousd).toBeGreaterThan(0);
  expect(folder.messages).toEqual(['checking sim/zibbel-core', 'checking sim/mondreb-lite']);
});

it('is not content with a target that cannot be reached, whose cost is unknown', async () => {
  const down = { targets: [{ model: 'compatible/x', baseUrl: 'http://127.0.0.1:9/v1' }] };
  const { checks, ok } = await check([], down);
  expect(ok).toBe(false);
  expect(checks).toMatchObject([{ abilities: { answers: 'no' } }]);
});

it('needs somebody to ask', async () => {
  await expect(check([])).rejects.toThrow('names no targets');
});
