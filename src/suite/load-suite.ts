import { dirname, resolve as resolvePath } from 'node:path';
import { wellFormed } from '../base/well-formed.ts';
import { AssayError } from '../contract/errors.ts';
import type { Problem } from '../contract/errors.ts';
import type { Case, CaseEntry, ServiceLevels, Suite, Target, TargetEntry } from '../contract/suite.ts';
import { readCaseFile } from './case-files.ts';
import { checkNesting } from './check-nesting.ts';
import { checkVariables } from './check-variables.ts';
import { draftOf } from './draft.ts';
import type { CaseFileEntry, Draft, Located } from './draft.ts';
import { findSuiteFile, readDocument } from './read-document.ts';
import { readContents, type ContentResolver } from './resolve-content.ts';
import { resolveBaseline } from './resolve-baseline.ts';
import { resolveCases } from './resolve-cases.ts';
import { resolveLoad } from './resolve-load.ts';
import type { CheckLoad } from './resolve-load.ts';
import { choosePrompts, promptsOf, resolvePrompts } from './resolve-prompts.ts';
import { ScorerResolver } from './resolve-scorers.ts';
import type { CheckScorer } from './resolve-scorers.ts';
import { resolveSharedLimits } from './resolve-shared-limits.ts';
import { resolveTargets } from './resolve-targets.ts';
import { fileSource, within } from './source.ts';
import type { OnFile, ReadDocument, Report } from './source.ts';
import { suiteHash } from './suite-hash.ts';

export interface LoadOptions {
  /** Asked instead of the file's targets: `provider/model`, or the label or model of a target of the file with all its settings. */
  targets?: readonly string[];
  repeats?: number;
  /** Only the first so many cases. */
  limit?: number;
  /** Every target is asked in a batch. */
  batch?: boolean;
  /** Only these prompts. */
  promptIds?: readonly string[];
  /** Throws an `AssayError` when the type or an option of a scorer is wrong; its problems' paths are relative to the scorer. */
  checkScorer: CheckScorer;
  /** Cases that cannot be used as they are, by index; default: none. */
  checkCases?: (cases: readonly Case[]) => Promise<(Problem & { index: number })[]>;
  /** Throws an `AssayError` when the shape of the load or an option of it is wrong; default: taken as it is. */
  checkLoad?: CheckLoad;
  /** Ids of the providers there are; a target of another one is a problem. */
  providers?: readonly string[];
  /** Told of every file before it is read, besides the suite's own: data, pictures, documents, traces. Throws to keep it from being read. */
  onFile?: OnFile;
  /** Variables that may hold a target's key; other names under `limits.keys` are a problem. */
  keysOf?: (target: Target) => readonly string[];
}

/** More would be scrolled past; the first ones are the ones to mend. */
const maxProblems = 100;

/** By place, the suite file before its data files. */
const sortKey = (path: string, { location }: Problem) =>
  [
    location?.file === path ? '' : (location?.file ?? ''),
    location?.line ?? 0,
    location?.column ?? 0,
  ] as const;

function failWith(path: string, problems: Problem[]): never {
  const sorted = problems.sort((a, b) => {
    const [left, right] = [sortKey(path, a), sortKey(path, b)];
    return (
      (left[0] === right[0] ? 0 : left[0] < right[0] ? -1 : 1) || left[1] - right[1] || left[2] - right[2]
    );
  });
  const shown = sorted.slice(0, maxProblems);
  if (sorted.length > maxProblems)
    shown.push({ message: `${sorted.length - maxProblems} more problems are not shown.` });
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  throw new AssayError('suite-invalid', `The suite "${path}" has ${count}.`, { problems: shown });
}

async function casesOf(
  draft: Draft,
  folder: string,
  report: Report,
  onFile: OnFile | undefined,
): Promise<Located<CaseEntry>[]> {
  const lists: Located<CaseEntry>[][] = [];
  for (const entry of draft.cases) {
    const isFile = 'file' in entry.value;
    lists.push(
      isFile
        ? await readCaseFile(entry as Located<CaseFileEntry>, folder, report, onFile)
        : [entry as Located<CaseEntry>],
    );
  }
  return lists.flat();
}

/** A name from the command line takes the settings of the file's target of that label or model. */
function targetEntries(draft: Draft, names: readonly string[] | undefined): Located<TargetEntry>[] {
  if (!names) return draft.targets;
  return [...new Set(names)].flatMap((name) => {
    const inFile = draft.targets.filter(({ value }) =>
      typeof value === 'string' ? value === name : value.model === name || value.label === name,
    );
    return inFile.length > 0 ? inFile : [{ value: name, source: fileSource('--target') }];
  });
}

function resolve(
  draft: Draft,
  entries: Located<CaseEntry>[],
  contents: ContentResolver,
  options: LoadOptions,
  report: Report,
): Suite {
  const { settings, source } = draft;
  const resolver = new ScorerResolver(options.checkScorer, report);
  const scorers = resolver.resolve(
    draft.scorers.map((s) => s.value),
    within(source, 'scorers'),
  );
  const tools = draft.tools.map((tool) => tool.value);
  const cases = resolveCases(entries, { tools, scorers, resolver, contents }, report);
  const located = resolvePrompts(draft.prompts, contents, report);
  const prompts = choosePrompts(promptsOf(located), options.promptIds, (id, _index, hint) =>
    report({ message: `There is no prompt "${id}".`, ...source.place(['prompts']), ...hint }),
  );
  checkVariables(located, cases, report);
  const targets = resolveTargets(
    targetEntries(draft, options.targets),
    {
      prompts,
      parameters: settings.parameters ?? {},
      limits: settings.limits ?? {},
      ...(options.providers ? { providers: options.providers } : {}),
      ...(options.batch && { batch: true }),
    },
    report,
  ).map((t) => t.target);
  // A baseline of the file means nothing once other targets are asked, or none.
  const named = options.targets || targets.length === 0 ? undefined : settings.baseline;
  const baselineId = named === undefined ? undefined : resolveBaseline(named, targets, source, report);
  const kept = cases.slice(0, options.limit).map((c) => c.resolved);
  const limited = {
    targets: options.targets ? [] : targets,
    ...(options.keysOf && { keysOf: options.keysOf }),
  };
  const shared = resolveSharedLimits(settings.limits, limited, source, report);
  return {
    name: settings.name ?? '',
    ...(settings.description === undefined ? {} : { description: settings.description }),
    hash: suiteHash({ cases: kept, prompts }),
    prompts,
    cases: kept,
    ...(contents.sources.length > 0 ? { attachments: contents.sources } : {}),
    targets,
    ...(baselineId === undefined ? {} : { baselineId }),
    repeats: options.repeats ?? settings.repeats ?? 1,
    warmup: settings.warmup ?? 0,
    ...(shared && { shared }),
    ...(settings.budget?.usd === undefined ? {} : { budgetUsd: settings.budget.usd }),
    ...(settings.budget ? { budget: settings.budget } : {}),
    ...(settings.cache ? { cache: true } : {}),
    slo: (settings.slo ?? {}) as ServiceLevels,
    seed: settings.seed ?? 1,
  };
}

/** A document with what its paths are relative to, and what it is called in messages. */
interface SuiteDocument {
  document: ReadDocument | undefined;
  name: string;
  folder: string;
}

async function completeSuite(
  { document, name, folder }: SuiteDocument,
  problems: Problem[],
  options: LoadOptions,
): Promise<Suite> {
  const report: Report = (problem) => void problems.push(problem);
  const draft = document && draftOf(document.value, document.source, report);
  if (!draft) return failWith(name, problems);
  const { onFile } = options;
  const entries = await casesOf(draft, folder, report, onFile);
  const prompts = (draft.prompts ?? []).map(({ value }) => value);
  const asked = entries.map(({ value }) => value);
  const contents = await readContents(prompts, asked, { folder, ...(onFile && { onFile }) }, report);
  const trace = draft.settings.load?.file;
  if (typeof trace === 'string') await onFile?.(resolvePath(folder, trace));
  const check = options.checkLoad ?? (() => undefined);
  const load = await resolveLoad(draft.settings.load, folder, draft.source, check, report);
  const suite = { ...resolve(draft, entries, contents, options, report), ...(load && { load }) };
  if (problems.length === 0)
    for (const { index, ...problem } of (await options.checkCases?.(suite.cases)) ?? [])
      report({ ...problem, ...entries[index]?.source.place(['expected']) });
  return problems.length > 0 ? failWith(name, problems) : suite;
}

/**
 * Reads a suite file (YAML, JSON, a module, or a folder with a `suite.*` in it) with its data files, checks everything
 * and completes it. Throws `AssayError`: `suite-not-found`, or `suite-invalid` with every problem and its place.
 */
export async function loadSuite(path: string, options: LoadOptions): Promise<Suite> {
  const problems: Problem[] = [];
  const name = await findSuiteFile(path);
  const document = await readDocument(name, (problem) => void problems.push(problem));
  return completeSuite({ document, name, folder: dirname(name) }, problems, options);
}

const inlineName = 'inline suite';

/** The same for a suite that a program hands over as an object; its paths are relative to `folder`. Throws `suite-invalid`. */
export async function suiteOf(value: unknown, folder: string, options: LoadOptions): Promise<Suite> {
  const source = fileSource(inlineName);
  const problems: Problem[] = [];
  if (!checkNesting(value, source, (problem) => void problems.push(problem)))
    return failWith(inlineName, problems);
  const document = { value: wellFormed(value), source };
  return completeSuite({ document, name: inlineName, folder }, [], options);
}
