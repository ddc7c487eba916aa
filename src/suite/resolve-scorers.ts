import { AssayError } from '../contract/errors.ts';
import type { ScorerEntry, ScorerSpec } from '../contract/suite.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { normaliseScorers } from './normalise-scorer.ts';
import { parsePath } from '../contract/problems/value-path.ts';
import type { Report, Source } from './source.ts';

export type CheckScorer = (spec: ScorerSpec) => void;

/** Turns entries into specs and has each distinct one checked once; equal lists share one array. */
export class ScorerResolver {
  readonly #checkScorer: CheckScorer;
  readonly #report: Report;
  readonly #known = new Map<string, ScorerSpec[]>();

  constructor(checkScorer: CheckScorer, report: Report) {
    this.#checkScorer = checkScorer;
    this.#report = report;
  }

  /** `source` stands at the list of entries. */
  resolve(entries: readonly ScorerEntry[], source: Source): ScorerSpec[] {
    const key = canonicalJson(entries);
    const known = this.#known.get(key);
    if (known) return known;
    const specs = normaliseScorers(entries);
    this.#known.set(key, specs);
    const names = new Set<string>();
    specs.forEach((spec, i) => {
      this.#check(spec, source, i);
      if (names.has(spec.name)) {
        this.#report({
          message: `Two scorers are named "${spec.name}".`,
          ...source.place([i, 'name']),
          expected: 'a unique name for each scorer of a case',
        });
      }
      names.add(spec.name);
    });
    return specs;
  }

  #check(spec: ScorerSpec, source: Source, index: number): void {
    try {
      this.#checkScorer(spec);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      const problems = error.problems.length > 0 ? error.problems : [{ message: error.message }];
      for (const problem of problems) {
        const inner = problem.path === undefined ? [] : parsePath(problem.path);
        this.#report({
          ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
          ...problem,
          ...source.place([index, ...inner]),
        });
      }
    }
  }
}
