import type { CaseEntry, PromptEntry, ScorerEntry, TargetEntry, Tool } from '../../contract/suite.ts';

/** What a file of another tool becomes; what it has and we have not is told, never left out in silence. */
export interface Converted {
  name: string;
  description?: string;
  targets?: TargetEntry[];
  prompts?: PromptEntry[];
  tools?: Tool[];
  scorers?: ScorerEntry[];
  limits?: { concurrency?: number };
  repeats?: number;
  cases: CaseEntry[];
  unsupported: Unsupported[];
  /** Files that its scorers need beside the suite. */
  files?: { name: string; text: string }[];
}

/** Something that could not be taken over, or only in part. */
export interface Unsupported {
  what: string;
  why: string;
  /** Where it was met: every place in the file. */
  where: string[];
  count: number;
  /** It is taken over, and means something else than it did there. */
  isTaken: boolean;
}

/** So many reasons of one thing have lines of their own; all further ones share a line. */
const maxReasons = 8;

/** Gathers what is lacking: the same thing for the same reason is one line, and one place is counted once. */
export class UnsupportedList {
  readonly #found = new Map<string, Unsupported>();
  readonly #known = new Set<string>();
  readonly #reasons = new Map<string, Set<string>>();

  /** The reason as it is told. */
  #reasonOf(what: string, why: string): string {
    const reasons = this.#reasons.get(what) ?? new Set();
    this.#reasons.set(what, reasons);
    if (!reasons.has(why) && reasons.size >= maxReasons) return 'for further reasons';
    reasons.add(why);
    return why;
  }

  #put(what: string, given: string, where: string, isTaken: boolean): void {
    const why = this.#reasonOf(what, given);
    const key = JSON.stringify([what, why, isTaken]);
    const place = JSON.stringify([key, where]);
    if (this.#known.has(place)) return;
    this.#known.add(place);
    const known = this.#found.get(key) ?? { what, why, where: [], count: 0, isTaken };
    known.count++;
    known.where.push(where);
    this.#found.set(key, known);
  }

  /** Not taken over. */
  add(what: string, why: string, where: string): void {
    this.#put(what, why, where, false);
  }

  /** Taken over, but it means something else than it did there. */
  addChange(what: string, why: string, where: string): void {
    this.#put(what, why, where, true);
  }

  get all(): Unsupported[] {
    const all = [...this.#found.values()];
    return [...all.filter(({ isTaken }) => !isTaken), ...all.filter(({ isTaken }) => isTaken)];
  }
}
