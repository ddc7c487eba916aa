import { cutText } from '../base/cut-text.ts';
import { NumbersByIndex } from '../base/numbers-by-index.ts';
import { ownText } from '../base/own-text.ts';
import { stableId } from '../base/id.ts';
import { hashSeed } from '../base/random.ts';
import { AssayError } from '../contract/errors.ts';
import type { RunCase } from '../contract/run-case.ts';
import type { Run, RunTarget } from '../contract/run.ts';
import type { RecordedCall } from './recorded-call.ts';

const previewLength = 300;

/** The number of each call among those of its target and case, in the order of the file, where no column says. */
export class RepeatNumbers {
  #seen = new Map<string, Map<string, number>>();

  next({ target, caseId }: RecordedCall): number {
    let cases = this.#seen.get(target);
    if (cases === undefined) this.#seen.set(ownText(target), (cases = new Map<string, number>()));
    const number = cases.get(caseId);
    cases.set(number === undefined ? ownText(caseId) : caseId, (number ?? 0) + 1);
    return number ?? 0;
  }
}

interface KnownTarget {
  index: number;
  calls: number;
  /** Place in the file, by case and repeat. */
  places: Map<number, number>;
  /** Hash of the input, by case. */
  inputHashes: NumbersByIndex;
  /** Where it was met first; 0: it was not. */
  inputPlaces: NumbersByIndex;
}

interface KnownCase {
  made: RunCase;
  /** Row that said what is expected; 0: none has. */
  expectedPlace: number;
  /** What is expected, as JSON. */
  expectedText: string;
  /** Hash of the input that was met first; `null`: none was. */
  inputHash: number | null;
}

const kept = (expected: unknown): unknown => (typeof expected === 'string' ? ownText(expected) : expected);

export interface SurveyOptions {
  /** Which of several rows of one call counts; default: they are refused. */
  keep?: 'first' | 'last';
  /** Calls of one target and case may have been asked differently. */
  inputsVary?: boolean;
}

/** More repeats than this of one case are refused. */
const maxRepeats = 65_536;

/** What a whole file comes to, found before anything of it is written. */
export class RecordedSurvey {
  readonly #file: string;
  readonly #targets = new Map<string, KnownTarget>();
  readonly #cases = new Map<string, KnownCase>();
  readonly #options: SurveyOptions;
  calls = 0;
  /** Rows of a call that another row stands for. */
  dropped = 0;
  #maxRepeat = 0;
  #minRepeat = Number.POSITIVE_INFINITY;
  #firstMs = Number.POSITIVE_INFINITY;
  #lastMs = Number.NEGATIVE_INFINITY;
  #oldestPlace = 0;
  /** Cases that some targets were asked in other words. */
  readonly #reworded = new Set<string>();

  constructor(file: string, options: SurveyOptions = {}) {
    this.#file = file;
    this.#options = options;
  }

  /**
   * Throws `usage`, and names both rows, when target, case and repeat were there before, or when the case was another question:
   * calls of different questions under one id would be compared with each other.
   */
  add(call: RecordedCall, repeat: number): void {
    const target = this.#target(call.target);
    const testCase = this.#case(call);
    this.#sameInput(target, testCase.index, call);
    if (repeat >= maxRepeats)
      throw new AssayError('usage', `row ${call.place} of ${this.#file}: repeat is ${repeat}`, {
        remedy: `Expected less than ${maxRepeats}.`,
      });
    const key = testCase.index * maxRepeats + repeat;
    const before = target.places.get(key);
    if (before !== undefined && !this.#options.keep) throw this.#twice(call, repeat, before);
    if (before === undefined || this.#options.keep === 'last') target.places.set(key, call.place);
    if (before !== undefined) this.dropped++;
    if (before !== undefined && this.#options.keep === 'last') this.#see(call);
    if (before !== undefined) return;
    target.calls++;
    this.calls++;
    this.#maxRepeat = Math.max(this.#maxRepeat, repeat);
    this.#minRepeat = Math.min(this.#minRepeat, repeat);
    this.#see(call);
  }

  #see({ startedAtMs, e2eMs, place }: RecordedCall): void {
    if (startedAtMs === null) return;
    if (startedAtMs < this.#firstMs) this.#oldestPlace = place;
    this.#firstMs = Math.min(this.#firstMs, startedAtMs);
    this.#lastMs = Math.max(this.#lastMs, startedAtMs + (e2eMs ?? 0));
  }

  #twice(call: RecordedCall, repeat: number, before: number): AssayError {
    return new AssayError(
      'usage',
      `rows ${before} and ${call.place} of ${this.#file} are the same call: target ${call.target}, case ${call.caseId}, repeat ${repeat}`,
      {
        remedy:
          call.repeat === null
            ? 'Name the column that distinguishes them with --map repeat=COLUMN, number them in file order with --number-repeats, or keep one of them with --keep last.'
            : 'Map another column to repeat, or keep one of them with --keep last.',
      },
    );
  }

  #target(label: string): KnownTarget {
    const known = this.#targets.get(label) ?? {
      index: this.#targets.size,
      calls: 0,
      places: new Map(),
      inputHashes: new NumbersByIndex(),
      inputPlaces: new NumbersByIndex(),
    };
    if (known.calls === 0) this.#targets.set(ownText(label), known);
    return known;
  }

  #case({ caseId, category, cluster, expected, input, place }: RecordedCall): RunCase {
    const text = expected === undefined ? '' : JSON.stringify(expected);
    const known = this.#cases.get(caseId);
    if (known) {
      if (expected === undefined) return known.made;
      if (known.expectedPlace > 0 && known.expectedText !== text)
        throw this.#otherCase(caseId, 'expected', known.expectedPlace, place);
      if (known.expectedPlace === 0) {
        known.made.expected = kept(expected);
        Object.assign(known, { expectedPlace: place, expectedText: text });
      }
      return known.made;
    }
    const made: RunCase = {
      id: ownText(caseId),
      index: this.#cases.size,
      tags: [],
      expected: kept(expected ?? null),
      preview: ownText(cutText(input ?? caseId, previewLength)),
      ...(category === '' ? {} : { category: ownText(category) }),
      ...(cluster === '' ? {} : { cluster: ownText(cluster) }),
    };
    const expectedPlace = expected === undefined ? 0 : place;
    this.#cases.set(made.id, { made, expectedPlace, expectedText: text, inputHash: null });
    return made;
  }

  #sameInput(target: KnownTarget, caseIndex: number, { input, caseId, place }: RecordedCall): void {
    if (input === null || this.#options.inputsVary) return;
    const hash = hashSeed(input);
    const before = target.inputPlaces.get(caseIndex);
    if (before === 0) {
      target.inputHashes.set(caseIndex, hash);
      target.inputPlaces.set(caseIndex, place);
    } else if (target.inputHashes.get(caseIndex) !== hash)
      throw this.#otherCase(caseId, 'input', before, place);
    const known = this.#cases.get(caseId) as KnownCase;
    known.inputHash ??= hash;
    if (known.inputHash !== hash) this.#reworded.add(caseId);
  }

  #otherCase(caseId: string, what: 'input' | 'expected', before: number, place: number): AssayError {
    const varies = what === 'input' ? ' If they are the same case, add --inputs-vary.' : '';
    return new AssayError(
      'usage',
      `rows ${before} and ${place} of ${this.#file} have the case "${caseId}" but a different ${what === 'input' ? 'input' : 'expected answer'}`,
      {
        remedy: `Name the columns that distinguish cases, e.g. --map case=category+id.${varies}`,
      },
    );
  }

  /** What a person should know of the cases, one sentence a finding. */
  sentences(): string[] {
    const [first, ...more] = this.#reworded;
    if (first === undefined) return [];
    const which =
      more.length === 0
        ? `case "${first}" has another input in another target and counts`
        : `${more.length + 1} cases, e.g. "${first}", have other inputs in other targets and count`;
    return [`${which} as the same`];
  }

  /** Whether this row is the one that counts for its call. */
  isKept({ target, caseId, place }: RecordedCall, repeat: number): boolean {
    const key = this.caseOf(caseId).index * maxRepeats + repeat;
    return this.#targets.get(target)?.places.get(key) === place;
  }

  get cases(): RunCase[] {
    return [...this.#cases.values()].map(({ made }) => made);
  }

  caseOf = (caseId: string): RunCase => (this.#cases.get(caseId) as KnownCase).made;

  /** Files count from 0 or from 1; a run counts from 0. */
  repeatOf = (repeat: number): number => repeat - this.#minRepeat;

  /** Of the call that began first, and its row; `null` when no row has a time. */
  get oldest(): { ms: number; place: number } | null {
    return this.#oldestPlace === 0 ? null : { ms: this.#firstMs, place: this.#oldestPlace };
  }

  /** The run as it will stand; calls without a time are dated `nowMs`. */
  run(about: {
    runId: string;
    name: string;
    nowMs: number;
    suiteHash: string;
    provenance: Run['provenance'];
    project?: string | undefined;
  }): Run {
    const { nowMs, provenance, project } = about;
    const targets = [...this.#targets].map(([label, { calls }]) => recordedTarget(label, calls));
    return {
      run_id: about.runId,
      ...(project !== undefined && { project }),
      source: 'imported',
      suite_name: about.name,
      suite_hash: about.suiteHash,
      status: 'done',
      started_at_ms: Math.min(this.#firstMs, nowMs),
      ended_at_ms: Number.isFinite(this.#lastMs) ? this.#lastMs : nowMs,
      cases: this.#cases.size,
      repeats: this.calls === 0 ? 1 : this.#maxRepeat - this.#minRepeat + 1,
      planned: this.calls,
      baseline_id: null,
      slo: {},
      seed: 1,
      targets,
      provenance,
      client: null,
      estimate_usd: null,
    };
  }
}

/** `openai/gpt-5-mini` is told apart into provider and model; any other name is the model of nobody known. */
export function recordedTarget(label: string, calls: number): RunTarget {
  const at = label.indexOf('/');
  const [provider, model] = at > 0 ? [label.slice(0, at), label.slice(at + 1)] : ['', label];
  return {
    id: stableId('recorded', label),
    label,
    provider,
    model,
    prompt_id: '',
    parameters: {},
    base_url: null,
    price: null,
    limits: { concurrency: 1, timeoutMs: 0, retries: 0 },
    planned: calls,
  };
}
