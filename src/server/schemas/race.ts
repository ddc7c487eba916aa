import { z } from '@hono/zod-openapi';
import { raceKinds, raceStates, scopes } from '../../contract/race.ts';

const number = z.number();
const known = number.nullable();

export const raceSchema = z
  .object({
    schema: z.literal('assay.race/1'),
    settings: z.object({
      kind: z.enum(raceKinds),
      k: number,
      delta: number,
      alpha: number,
      scope: z.enum(scopes),
      baseline_id: z.string().nullable(),
    }),
    decided: z.boolean(),
    winners: z.array(z.string()),
    targets: z.array(
      z.object({
        target_id: z.string(),
        state: z.enum(raceStates),
        reason: z.string().nullable(),
        cases: number,
        quality: known,
        low: known,
        high: known,
        cost_per_case_usd: known,
        calls: number,
        calls_saved: number,
        usd_saved: known,
      }),
    ),
    calls: number,
    calls_saved: number,
    usd_saved: known,
    more_cases: known,
  })
  .openapi('RaceReport');
