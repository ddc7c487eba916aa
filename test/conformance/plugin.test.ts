import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../../src/contract/suite.ts';
import { openLanes } from '../../src/providers/lanes/open-lanes.ts';
import { factoryOf } from '../../src/providers/vendors/plugin.ts';
import { parseModel } from '../../src/suite/parse-model.ts';
import { ask, keys, targetOf } from './ask.ts';
import { startScriptedServer, type ScriptedServer } from './scripted-server.ts';
import { wholeText } from './wire-script.ts';

const mine = `plugin:${import.meta.dirname}/plugin-provider.mjs`;
let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

async function askOnce(target: Target) {
  const lanes = await openLanes({ targets: [target], env: keys, threads: 1 });
  try {
    return await ask(lanes, target, 'text');
  } finally {
    await lanes.close();
  }
}

describe('a plug-in', () => {
  it('is loaded by name, sent and stamped by our transport, with or without raw parts', async () => {
    const result = await askOnce(targetOf(mine, 'm', server.urlOf('openai-chat', 'text')));
    expect(result).toMatchObject({ outcome: 'ok', answer: { text: wholeText }, tokens: { inputTotal: 20 } });
    const { sent, firstByte, closed } = result.timestamps;
    expect(sent).not.toBeNull();
    // without raw parts, a frame that waited is taken for the latest that has arrived: never too early
    expect(result.frames.kinds).toMatch(/^t+$/);
    expect(result.frames.at).toHaveLength(result.frames.kinds.length);
    for (const at of result.frames.at) {
      expect(at).toBeGreaterThanOrEqual(firstByte as number);
      expect(at).toBeLessThanOrEqual(closed as number);
    }
  });

  it('may be an npm package, whose one create… function is its factory', async () => {
    const target = targetOf('plugin:@ai-sdk/deepseek', 'd', server.urlOf('openai-chat', 'text'));
    expect(await askOnce({ ...target, apiKeyEnv: 'DEEPSEEK_API_KEY' })).toMatchObject({
      outcome: 'ok',
      answer: { text: wholeText },
    });
  });

  it('that is not there is named, with what to install', async () => {
    await expect(
      openLanes({
        targets: [targetOf('plugin:no-such-package-here', 'x', 'http://127.0.0.1:9')],
        env: {},
        threads: 1,
      }),
    ).rejects.toMatchObject({
      code: 'provider-not-installed',
      remedy: 'Install it with: npm install no-such-package-here',
    });
  });

  it('must export one factory', () => {
    const factory = () => null;
    expect(factoryOf({ default: factory, createA: () => 1 })).toBe(factory);
    expect(factoryOf({ createA: factory, other: 1 })).toBe(factory);
    expect(() => factoryOf({ createA: factory, createB: factory })).toThrow('exports createA, createB');
    expect(() => factoryOf({})).toThrow('exports nothing');
  });
});

describe('the name of a plug-in', () => {
  it.each([
    ['plugin:@me/pack/org/model', 'plugin:@me/pack', 'org/model'],
    ['plugin:pack/model', 'plugin:pack', 'model'],
    ['plugin:./mine.mjs/model', 'plugin:./mine.mjs', 'model'],
    ['plugin:../a.b/mine.ts/org/model', 'plugin:../a.b/mine.ts', 'org/model'],
    ['plugin:/abs/mine.js/model', 'plugin:/abs/mine.js', 'model'],
  ])('%s', (text, provider, model) => {
    expect(parseModel(text, ['openai'])).toEqual({ provider, model });
  });
  it.each(['plugin:', 'plugin:pack', 'plugin:pack/', 'plugin:@me/pack', 'plugin:./mine.mjs'])(
    '%s is none',
    (text) => {
      expect(parseModel(text, ['openai'])).toMatchObject({ expected: expect.stringContaining('plugin:<') });
    },
  );
});
