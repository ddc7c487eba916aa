/** What this machine's runs are filed under, from its environment. */
type Env = Record<string, string | undefined>;

const labelIn = (env: Env, name: string): string | undefined => env[name]?.trim().slice(0, 200) || undefined;

/** The project that runs and imports belong to; `undefined`: the default one. */
export const projectLabel = (env: Env): string | undefined => labelIn(env, 'ASSAY_PROJECT');

/** Where calls are made from. */
export const regionLabel = (env: Env): string | undefined => labelIn(env, 'ASSAY_REGION');
