/** What `assay providers` and `assay check` say. */
import type { ErrorClass } from './outcome.ts';

/** One provider as it is set up here. Holds no secret: only whether a variable is set. */
export interface ProviderFacts {
  /** What stands before the slash in `provider/model`. */
  id: string;
  name: string;
  /** What is spoken over the wire. */
  wire: string;
  /** npm package; `null`: built in. */
  package: string | null;
  installed: boolean;
  /** Variables that may hold the key; the first one that is set is used. */
  key: { variables: string[]; set: string | null; optional: boolean };
  /** Further variables the package reads. */
  settings: { variable: string; set: boolean }[];
  /** Variables that are still to be set before it can be asked; empty when all is there. */
  missing: string[];
  /** Where its endpoint usually is, for those that have no package to know it. */
  base_url: string | null;
  /** What read or sent the same bytes in our tests. None of them is the provider itself. */
  verified_by: string[];
  /** Whether its live API was ever called by the makers of this version. */
  live: boolean;
}

export const abilities = ['key', 'model', 'answers', 'streams', 'usage', 'tools', 'json'] as const;
/** `key`: accepted; `model`: exists; `streams`: more than one content frame; `json`: an answer in JSON mode parses. */
export type Ability = (typeof abilities)[number];
export type AbilityVerdict = 'yes' | 'no' | 'unknown';

export interface TargetCheck {
  target_id: string;
  label: string;
  provider: string;
  model: string;
  abilities: Record<Ability, AbilityVerdict>;
  /** Time to the first content frame and to the last one, of the first call; `null` when there was none. */
  ttft_ms: number | null;
  e2e_ms: number | null;
  /** Model name in the response. */
  response_model: string | null;
  calls: number;
  /** Integer, in 10⁻⁹ US dollars, over all calls; `null` when a price or a usage is unknown. */
  cost_nanousd: number | null;
  /** The first thing that went wrong. */
  problem: { class: ErrorClass | null; message: string; remedy: string | null } | null;
}
