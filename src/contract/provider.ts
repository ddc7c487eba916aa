/** What `assay providers` and `assay check` say. */
import { z } from 'zod';
import { errorClasses } from './outcome.ts';

/** One provider as it is set up here. Holds no secret: only whether a variable is set. */
export const providerFactsSchema = z
  .object({
    id: z.string().describe('What stands before the slash in `provider/model`'),
    name: z.string(),
    wire: z.string().describe('What is spoken over the wire'),
    package: z.string().nullable().describe('npm package; `null`: built in'),
    installed: z.boolean(),
    key: z
      .object({
        variables: z.array(z.string()),
        set: z.string().nullable(),
        optional: z.boolean(),
      })
      .describe('Variables that may hold the key; the first one that is set is used'),
    settings: z
      .array(
        z.object({
          variable: z.string(),
          set: z.boolean(),
        }),
      )
      .describe('Further variables the package reads'),
    missing: z
      .array(z.string())
      .describe('Variables that are still to be set before it can be asked; empty when all is there'),
    base_url: z
      .string()
      .nullable()
      .describe('Where its endpoint usually is, for those that have no package to know it'),
    verified_by: z
      .array(z.string())
      .describe('What read or sent the same bytes in our tests. None of them is the provider itself'),
    live: z.boolean().describe('Whether its live API was ever called by the makers of this version'),
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
      .describe('The first thing that went wrong'),
  })
  .meta({ id: 'TargetCheck' });
export type TargetCheck = z.infer<typeof targetCheckSchema>;
