import { resolve } from 'node:path';
import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { priceSchema } from '../../contract/suite.ts';
import { serveSimulator } from '../../simulator/serve.ts';
import { profileSchema, wireNames } from '../../simulator/profile.ts';
import type { SimulatorHandle } from '../../simulator/simulator-options.ts';
import { functionOf } from '../function-of.ts';
import { readSuite } from '../suite/read-suite.ts';
import { suiteSourceSchema } from '../suite/suite-source.ts';
import { numberInput } from '../input.ts';
import { defineUseCase } from '../use-case.ts';
import { suiteKnowledge } from './suite-knowledge.ts';

const simulatorHandleSchema = z.object({
  url: z.string().describe('without a slash at the end'),
  pid: z.int(),
  token: z.string().describe('needed for `POST /control`'),
  models: z.array(
    z.object({
      name: z.string(),
      wire: z.enum(wireNames),
      price: priceSchema.nullable().describe('null: unknown'),
      profile: profileSchema,
    }),
  ),
  close: functionOf<SimulatorHandle['close']>(),
});

export const simulate = defineUseCase({
  name: 'simulate',
  summary: 'Serves simulated models on loopback, in this process, until it is closed.',
  input: z.strictObject({
    suite: suiteSourceSchema.optional().describe('whose right answers the models may know'),
    replay: z.string().min(1).optional().describe('path of recorded answers (JSONL) to serve instead'),
    noDelay: z.boolean().default(false).describe('answer at once'),
    seed: numberInput(numberRules.count).optional().describe('of every random choice; default 1'),
    port: numberInput(numberRules.port).optional().describe('default: a free one'),
    batchSeconds: numberInput(numberRules.fromZero).optional().describe('how long a batch takes; default 2'),
  }),
  output: simulatorHandleSchema,
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
