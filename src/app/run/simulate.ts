import { resolve } from 'node:path';
import { z } from 'zod';
import { serveSimulator } from '../../simulator/serve.ts';
import type { SimulatorHandle } from '../../simulator/simulator-options.ts';
import { readSuite } from '../suite/read-suite.ts';
import { suiteSourceSchema } from '../suite/suite-source.ts';
import { defineUseCase } from '../use-case.ts';
import { suiteKnowledge } from './suite-knowledge.ts';

export const simulate = defineUseCase({
  name: 'simulate',
  summary: 'Serves simulated models on loopback, in this process, until it is closed.',
  input: z.strictObject({
    suite: suiteSourceSchema.optional().describe('whose right answers the models may know'),
    replay: z.string().min(1).optional().describe('path of recorded answers (JSONL) to serve instead'),
    noDelay: z.boolean().default(false).describe('answer at once'),
    seed: z.number().int().optional().describe('of every random choice; default 1'),
    port: z.number().int().min(0).max(65_535).optional().describe('default: a free one'),
    batchSeconds: z.number().nonnegative().optional().describe('how long a batch takes; default 2'),
  }),
  output: z.custom<SimulatorHandle>(),
  async run({ suite, replay, noDelay, seed, port, batchSeconds }, context) {
    const found = suite && (await readSuite(suite, {}, context));
    return serveSimulator({
      ...(found && { knowledge: suiteKnowledge(found.suite) }),
      ...(replay !== undefined && { replayFile: resolve(context.cwd, replay) }),
      ...(seed !== undefined && { seed }),
      ...(port !== undefined && { port }),
      ...(batchSeconds !== undefined && { batch: { seconds: batchSeconds } }),
      noDelay,
    });
  },
});
