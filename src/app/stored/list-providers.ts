import { z } from 'zod';
import { providerFactsSchema } from '../../contract/provider.ts';
import { listProviders as factsOfProviders } from '../../providers/list-providers.ts';
import { defineUseCase } from '../use-case.ts';

/** Whether a key is set, never what it is. */
export const listProviders = defineUseCase({
  name: 'listProviders',
  summary: 'Lists the supported providers, and what is set up for each; makes no API calls.',
  input: z.strictObject({}),
  output: z.object({ schema: z.literal('assay.providers/1'), providers: z.array(providerFactsSchema) }),
  run: async (_input, { env }) => ({
    schema: 'assay.providers/1' as const,
    providers: factsOfProviders(env),
  }),
});
