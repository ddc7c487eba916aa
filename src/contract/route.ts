/** What sending each call to one of several targets would have come to: fitted on one part of the cases, told of the other. */

export type PolicyKind = 'single' | 'category' | 'cascade' | 'router' | 'oracle';

export interface PolicyResult {
  kind: PolicyKind;
  /** `single: LABEL`, `cascade: A, then B when …`. */
  name: string;
  /** On the part it was not fitted on; a call without an answer counts 0. */
  quality: number;
  low: number;
  high: number;
  per_1k_usd: number;
  /** Calls of a target / cases, by target id; more than 1 in sum for a cascade. */
  share: Record<string, number>;
  /** Quality above what mixing single targets at random gives at the same cost; `null` for single targets. */
  above_mixing: number | null;
  /** What cannot be had in practice. */
  hypothetical: boolean;
}

export interface RouterCurve {
  /** Share of calls to the strong one, 0 to 1, ascending. */
  strong_share: number;
  quality: number;
}

/** Of the two-model router. */
export interface RouterReport {
  weak: string;
  strong: string;
  weak_quality: number;
  strong_quality: number;
  curve: RouterCurve[];
  oracle_curve: RouterCurve[];
  /** Average performance gap recovered; random routing has 0.5. `null` when the two are equal. */
  apgr: number | null;
  oracle_apgr: number | null;
  /** Share of strong calls that recover 20, 50 and 80 % of the gap; `null` where they never do. */
  cpt: Record<'20' | '50' | '80', number | null>;
}

/**
 * What is known of an answer without knowing what is right; the stronger one is asked too when it is above `above`, or below `below`.
 * `agreement`: share of `calls` answers to the same case that say the same as the most common one.
 */
export type Escalation =
  | { on: 'output_tokens'; above: number }
  | { on: 'check'; score: string; below: number }
  | { on: 'agreement'; calls: number; below: number };

export interface CascadePolicy {
  first: string;
  second: string;
  escalate: Escalation;
}

export interface RoutePolicy {
  schema: 'assay.policy/1';
  /** Category → target id. */
  categories: Record<string, string>;
  /** Of a category that is not listed. */
  fallback: string;
  /** The cascade, when one was found worth it. */
  cascade: CascadePolicy | null;
}

export interface RouteReport {
  schema: 'assay.route/1';
  run_id: string;
  suite_name: string;
  margin: number;
  seed: number;
  /** Cases fitted on and told of. */
  fitted: number;
  held_out: number;
  policies: PolicyResult[];
  /** Ids, cheapest first, of single targets no other beats. */
  hull: string[];
  /** Average improvement in quality over cost, RouterBench; `null` with fewer than two costs. */
  aiq: number | null;
  router: RouterReport | null;
  policy: RoutePolicy;
  /** Targets left out, with the reason. */
  left_out: { target_id: string; reason: string }[];
}
