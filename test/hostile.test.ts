/** Every way a server can misbehave, on wires of each framing, while a healthy neighbour is asked in the same thread. `bench/hostile.ts` has all wires, and memory. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nowMs } from '../src/base/clock.ts';
import type { Target } from '../src/contract/suite.ts';
import { openLanes, type Lanes } from '../src/providers/lanes/open-lanes.ts';
import { keys } from './conformance/ask.ts';
import { startScriptedServer, type ScriptedServer } from './conformance/scripted-server.ts';
import { askHostile, hostileProviders, hostileTarget, timeoutMs, wrongEnd } from './hostile/ask-hostile.ts';
import { behaviours, startHostileServer, type HostileServer } from './hostile/hostile-server.ts';

const providers = hostileProviders.filter(([provider]) =>
  ['compatible', 'anthropic', 'bedrock'].includes(provider),
);
let server: HostileServer;
let healthy: ScriptedServer;
let lanes: Lanes;
const targets = new Map<string, Target>();

beforeAll(async () => {
  server = await startHostileServer();
  healthy = await startScriptedServer();
  for (const [provider, wire] of providers)
    for (const { name } of behaviours) {
      const target = hostileTarget(server.port, provider, wire, name);
      targets.set(target.id, target);
    }
  const neighbour = hostileTarget(0, 'openai', 'openai-chat', 'neighbour');
  targets.set('neighbour', { ...neighbour, baseUrl: healthy.urlOf('openai-chat', 'text') });
  lanes = await openLanes({ targets: [...targets.values()], env: keys, threads: 1 });
}, 30_000);
afterAll(async () => {
  await lanes.close();
  server.close();
  await healthy.close();
});

it.each(providers)(
  '%s, spoken to by a server that misbehaves, ends as it may and in time',
  async (provider) => {
    const queue = [...behaviours];
    const wrong: string[] = [];
    const work = async () => {
      for (let behaviour = queue.shift(); behaviour; behaviour = queue.shift()) {
        const from = nowMs();
        const result = await askHostile(lanes, targets.get(`${provider}:${behaviour.name}`)!);
        const said = wrongEnd(behaviour, result, false);
        if (said !== null) wrong.push(`${behaviour.name}: ${said}`);
        // the main thread has its own time-out 5 s later: it must not be needed
        if (nowMs() - from > timeoutMs + 4000) wrong.push(`${behaviour.name}: took ${nowMs() - from} ms`);
        const beside = await askHostile(lanes, targets.get('neighbour')!);
        if (beside.outcome !== 'ok')
          wrong.push(`${behaviour.name}: its neighbour ended ${beside.failure?.message}`);
      }
    };
    await Promise.all(Array.from({ length: 4 }, work));
    expect(wrong).toEqual([]);
  },
  120_000,
);
