/** What `assay providers` and `assay check` say. */
import { z } from 'zod';
import { errorClasses } from './outcome.ts';

/** One provider as it is set up here. Holds no secret: only whether a variable is set. */
export const providerFactsSchema = z
  .object({
    id: z.string().describe('The part before the slash in `provider/model`'),
    name: z.string(),
    wire: z.string().describe('API protocol'),
    package: z.string().nullable().describe('npm package; `null`: built in'),
    installed: z.boolean(),
    key: z
      .object({
        variables: z.array(z.string()),
        set: z.string().nullable(),
        optional: z.boolean(),
      })
      .describe('Environment variables for the key; the first one that is set is used'),
    settings: z
      .array(
        z.object({
          variable: z.string(),
          set: z.boolean(),
        }),
      )
      .describe('Further variables the package reads'),
    missing: z.array(z.string()).describe('Variables that must still be set; empty when ready'),
    base_url: z.string().nullable().describe('Default endpoint, if there is no package that knows it'),
    verified_by: z
      .array(z.string())
      .describe('What it was verified against in our tests; never the provider itself'),
    live: z.boolean().describe('Whether it was tested against its live API by the makers of this version'),
  })
  .meta({ id: 'ProviderFacts' });
export type ProviderFacts = z.infer<typeof providerFactsSchema>;

export const abilities = ['key', 'model', 'answers', 'streams', 'usage', 'tools', 'json'] as const;

/** `key`: accepted; `model`: exists; `streams`: more than one content frame; `json`: an answer in JSON mode parses. */
export type Ability = (typeof abilities)[number];

export const abilityVerdictSchema = z.enum(['yes', 'no', 'unknown']);
export type AbilityVerdict = z.infer<typeof abilityVerdictSchema>;

export const targetCheckSchema = z
  .object({
    target_id: z.string(),
    label: z.string(),
    provider: z.string(),
    model: z.string(),
    abilities: z.record(z.enum(abilities), abilityVerdictSchema),
    ttft_ms: z
      .number()
      .nullable()
      .describe(
        'Time to the first content frame and to the last one, of the first call; `null` when there was none',
      ),
    e2e_ms: z.number().nullable(),
    response_model: z.string().nullable().describe('Model name in the response'),
    calls: z.number(),
    cost_nanousd: z
      .number()
      .nullable()
      .describe('Integer, in 10⁻⁹ US dollars, over all calls; `null` when a price or a usage is unknown'),
    problem: z
      .object({
        class: z.enum(errorClasses).nullable(),
        message: z.string(),
        remedy: z.string().nullable(),
      })
      .nullable()
      .describe('The first problem'),
  })
  .meta({ id: 'TargetCheck' });
export type TargetCheck = z.infer<typeof targetCheckSchema>;

export const targetChecksSchema = z
  .object({
    schema: z.literal('assay.check/1'),
    ok: z.boolean().describe('each can do what the suite needs of it'),
    cost_usd: z.number().nullable().describe('of the targets whose cost is known; null: of none it is'),
    targets: z.array(targetCheckSchema).describe("the suite's targets, then its judges"),
  })
  .meta({ id: 'TargetChecks' });
export type TargetChecks = z.infer<typeof targetChecksSchema>;
