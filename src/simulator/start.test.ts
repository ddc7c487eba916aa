import { describe, expect, it } from 'vitest';
import { startSimulator } from './start.ts';
import { readSimulatedModels } from './target.ts';

describe('startSimulator', () => {
  it('serves from a process of its own until it is closed', async () => {
    const simulator = await startSimulator({ noDelay: true });
    expect(simulator.pid).not.toBe(process.pid);
    expect(await readSimulatedModels(simulator.url)).toEqual(simulator.models);
    await simulator.close();
    expect(() => process.kill(simulator.pid, 0)).toThrow(/ESRCH/);
    await simulator.close();
  });

  it('passes on why it cannot start', async () => {
    await expect(startSimulator({ replayFile: '/nowhere.jsonl' })).rejects.toMatchObject({
      name: 'AssayError',
      code: 'usage',
      remedy: 'Check the path.',
    });
  });
});
