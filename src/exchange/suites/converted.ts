import type { CaseEntry, PromptEntry, ScorerEntry, TargetEntry } from '../../contract/suite.ts';

/** What a file of another tool becomes; what it has and we have not is told, never left out in silence. */
export interface Converted {
  name: string;
  description?: string;
  targets?: TargetEntry[];
  prompts?: PromptEntry[];
  scorers?: ScorerEntry[];
  limits?: { concurrency?: number };
  repeats?: number;
  cases: CaseEntry[];
  lacking: Lacking[];
}

/** Something that could not be taken over, or only in part. */
export interface Lacking {
  what: string;
  why: string;
  /** Where it was met: places in the file, the first few. */
  where: string[];
  count: number;
}

const mostPlaces = 3;

/** Gathers what is lacking: the same thing in many places is one line. */
export class LackingList {
  readonly #found = new Map<string, Lacking>();

  add(what: string, why: string, where: string): void {
    const known = this.#found.get(what) ?? { what, why, where: [], count: 0 };
    known.count++;
    if (known.where.length < mostPlaces) known.where.push(where);
    this.#found.set(what, known);
  }

  get all(): Lacking[] {
    return [...this.#found.values()];
  }
}
