import { describe, expect, it } from 'vitest';
import type { Suite, Target } from '../../contract/suite.ts';
import type { SimulatedModel } from '../../simulator/simulator-options.ts';
import { findSimulator, openSimulator, simulationOf } from './find-simulator.ts';

const target = (provider: string, model: string, more: Partial<Target> = {}) =>
  ({ id: `${provider}/${model}`, provider, model, ...more }) as Target;
const suite = (...targets: Target[]) => ({ name: 's', targets }) as Suite;
const price = { input: 1, output: 2 };
const models = [
  { name: 'a', wire: 'openai-chat', price },
  { name: 'free', wire: 'openai-chat', price: null },
] as SimulatedModel[];

describe('simulationOf', () => {
  it('prices its own targets, unless the suite says what they cost', () => {
    const own = { input: 9, output: 9 };
    const { suite: joined } = simulationOf(
      suite(
        target('sim', 'a'),
        target('sim', 'free'),
        target('sim', 'a', { price: own }),
        target('sim', 'a', { usdPerHour: 3 }),
        target('openai', 'a'),
      ),
      'http://127.0.0.1:4500',
      models,
    );
    expect(joined.targets.map((each) => each.price)).toEqual([price, undefined, own, undefined, undefined]);
  });

  it('knows where each of its models is reached', () => {
    const { simulated } = simulationOf(suite(), 'http://127.0.0.1:4500', models);
    expect(JSON.stringify([...simulated])).toContain('http://127.0.0.1:4500');
  });
});

describe('findSimulator', () => {
  it.each([
    ['no target is simulated', suite(target('openai', 'a')), 'http://127.0.0.1:9'],
    ['nobody says where one is', suite(target('sim', 'a')), undefined],
  ])('makes no request where %s', async (_, given, url) => {
    const found = await findSimulator(given, url, {});
    expect(found.suite).toBe(given);
    expect(found.simulated.size).toBe(0);
  });

  it.each(['127.0.0.1:4500', 'ftp://127.0.0.1', 'own'])('refuses "%s" as an address', async (url) => {
    const asked = suite(target('sim', 'a'));
    const refused = { code: 'usage', remedy: expect.stringContaining('--sim http://') };
    await expect(findSimulator(asked, url, {})).rejects.toMatchObject(refused);
    await expect(findSimulator(asked, undefined, { ASSAY_SIM: url })).rejects.toMatchObject(refused);
  });

  it('says when no simulator answers there', async () => {
    await expect(findSimulator(suite(target('sim', 'a')), 'http://127.0.0.1:9', {})).rejects.toThrow(
      '127.0.0.1:9',
    );
  });
});

it('has nothing to close where the simulator is not its own', async () => {
  const { close, suite: same } = await openSimulator(suite(target('openai', 'a')), undefined, {});
  expect(same.targets).toHaveLength(1);
  await expect(close()).resolves.toBeUndefined();
});
