/**
 * Assay as a library: what the commands do, as functions with the same inputs and results. Importing it costs next to nothing: a function
 * loads what it needs when it is called. Nothing is printed. docs/library.md shows how they are used together.
 */
import type { z } from 'zod';
import type { AppContext, AppSettings } from './app/context.ts';
import type { ReportFormat } from './app/analysis/render-report.ts';
import { useCases } from './app/use-cases.ts';
import type { UseCase } from './app/use-case.ts';
import type { Report } from './contract/report.ts';

export { defineSuite } from './suite/define-suite.ts';
export { AssayError } from './contract/errors.ts';
export type { RunHandle } from './app/run/run-handle.ts';
export type { ReportFormat } from './app/analysis/render-report.ts';
export type { RunSummary, TargetSummary } from './contract/analysis.ts';
export type { Comparison } from './contract/comparison.ts';
export type { Deletion } from './contract/deletion.ts';
export type { DriftReport } from './contract/drift.ts';
export type { ErrorCode, Problem } from './contract/errors.ts';
export type { RunEvent } from './contract/events.ts';
export type { GateReport } from './contract/gate.ts';
export type { Notice } from './contract/notice.ts';
export type { PlanReport } from './contract/plan-report.ts';
export type { PowerReport } from './contract/power.ts';
export type { TargetChecks } from './contract/provider.ts';
export type { Calibration } from './contract/calibration.ts';
export type { Label } from './contract/label.ts';
export type { RouteReport } from './contract/route.ts';
export type { SelftestReport } from './contract/selftest.ts';
export type { DoctorReport, Finding } from './contract/finding.ts';
export type { Progress } from './contract/progress.ts';
export type { Ranking } from './contract/ranking.ts';
export type { Recommendation } from './contract/recommendation.ts';
export type { Report } from './contract/report.ts';
export type { Run } from './contract/run.ts';
export type { RetentionPass, StorageReport } from './contract/storage-report.ts';
export type { Sample } from './contract/sample.ts';
export type {
  CaseEntry,
  Parameters,
  PromptEntry,
  ScorerEntry,
  SuiteFile,
  TargetEntry,
  Tool,
} from './contract/suite.ts';
/** The HTTP API, for `hc<AssayApi>` of `hono/client`. */
export type { AssayApi } from './server/api-routes.ts';

/** Where runs are kept and who is told; everything has the default of the command line. */
export type Settings = Partial<Omit<AppSettings, 'startedBy' | 'live'>>;

async function contextOf(settings: Settings): Promise<AppContext> {
  const [{ createAppContext }, { settingsOf }, { checkSettings }, { programNotice }] = await Promise.all([
    import('./app/create-app-context.ts'),
    import('./app/settings-of.ts'),
    import('./app/check-settings.ts'),
    import('./app/program-words.ts'),
  ]);
  checkSettings(settings);
  const { notify } = settings;
  return createAppContext({
    ...settings,
    ...settingsOf(settings),
    ...(notify && { notify: (notice) => notify(programNotice(notice)) }),
  });
}

type UseCases = typeof useCases;
type UseCaseName = keyof UseCases;

/** The use case of this name, typed as its module has it. */
type UseCaseOf<Name extends UseCaseName> =
  Awaited<ReturnType<UseCases[Name]>> extends Record<Name, infer Found extends UseCase> ? Found : never;

/** The input may be left out where nothing in it must be given. */
type Given<Input> =
  Record<never, never> extends Input
    ? [input?: Input, settings?: Settings]
    : [input: Input, settings?: Settings];

type Callable<Name extends UseCaseName> = (
  ...given: Given<z.input<UseCaseOf<Name>['input']>>
) => Promise<z.output<UseCaseOf<Name>['output']>>;

/** A handle on a run has its result to come. */
function withResult(given: unknown, change: (result: Promise<unknown>) => Promise<unknown>): unknown {
  const { result } = (given ?? {}) as { result?: unknown };
  if (!(result instanceof Promise)) return given;
  const changed = change(result);
  // whoever awaits it only after the last event still hears of a failure
  changed.catch(() => undefined);
  return { ...(given as object), result: changed };
}

function lazily<Name extends UseCaseName>(name: Name): Callable<Name> {
  return async (...[input, settings]) => {
    const [loaded, context, { programError }, { throwIfInterrupted }] = await Promise.all([
      useCases[name](),
      contextOf(settings ?? {}),
      import('./app/program-words.ts'),
      import('./app/interrupted.ts'),
    ]);
    const useCase = (loaded as unknown as Record<Name, UseCase>)[name];
    const worded = (error: unknown): never => {
      throw programError(error);
    };
    throwIfInterrupted(context, 'Nothing was begun.');
    const given = await useCase(input ?? {}, context).catch(worded);
    return withResult(given, (result) => result.catch(worded)) as z.output<UseCaseOf<Name>['output']>;
  };
}

/** Runs a suite to its end and gives the summary of what was measured. */
export const runSuite = lazily('runSuite');

/** Starts a run and gives a handle on it: its events as they happen, how to stop it, and its result. */
export const startRun = lazily('startRun');

/** Resumes a run that stopped early: asks what is missing of it, and nothing else. */
export const resumeRun = lazily('resumeRun');

/** Stops runs in progress, in whatever process; what was measured is kept. */
export const stopRun = lazily('stopRun');

/** Takes lanes of runs that several machines share, until it is stopped. */
export const startWorker = lazily('startWorker');

/** What a run would ask, what it would cost and how long it would take; makes no API calls. */
export const plan = lazily('plan');

/** Tries each target of a suite with tiny calls: key, model, streaming, usage, tools, JSON. */
export const checkTargets = lazily('checkTargets');

/** Serves simulated models on loopback, until it is closed: no keys, no cost. */
export const simulate = lazily('simulate');

/** Measures how exactly this machine measures. */
export const selfTest = lazily('selfTest');

/** The stored runs, newest first, by filter and a page at a time. */
export const listRuns = lazily('listRuns');

/** One run with its figures per target. */
export const showRun = lazily('showRun');

/** The cases of a run with the result of every target. */
export const listCases = lazily('listCases');

/** One case of a run: prompt, answers and scores of every target. */
export const showCase = lazily('showCase');

/** How the repeats of a run's cases agree. */
export const showRepeats = lazily('showRepeats');

/** Targets or runs pairwise, on the cases they share. */
export const compare = lazily('compare');

/** The targets of a run in order, with how certain the order is. */
export const rank = lazily('rank');

/** Which target to use: the cheapest that meets all requirements, with how sure that is and what it saves. */
export const recommend = lazily('recommend');

/** What sending each call to one of several targets would have given. */
export const route = lazily('route');

/** Whether the same targets changed between two runs, and what else did. */
export const drift = lazily('drift');

/** A metric of targets over time, and where it changed. */
export const history = lazily('history');

/** How small a difference a suite can detect, and how many cases a smaller one needs. */
export const power = lazily('power');

/** Whether a run meets requirements, and is not worse than before. */
export const gate = lazily('gate');

/** A report of one run, of several, or of a period, as data; `renderReport` makes a document of it. */
export const report = lazily('report');

/** Runs as a JUnit report (XML): each case of each target is a test. */
export const junitReport = lazily('junitReport');

/** Scores the stored answers of a run again, or with further scorers; calls no target. */
export const rescore = lazily('rescore');

/** What a stored run costs at other prices, from its token counts; makes no API calls. */
export const reprice = lazily('reprice');

/** Reads the journals of runs into the results again; makes no API calls. */
export const rebuild = lazily('rebuild');

/** Makes a run of recorded calls of any tool, or brings an exported run back. */
export const importRun = lazily('importRun');

/** Writes a run as one table: JSONL, JSON, CSV or Parquet. */
export const exportRun = lazily('exportRun');

/** Writes another tool's file, or a data set, as a suite. */
export const importSuite = lazily('importSuite');

/** Writes a commented suite to start from. */
export const startSuite = lazily('startSuite');

/** Chooses answers of a run for a person to label. */
export const answersToLabel = lazily('answersToLabel');

/** One answer or two as a person who labels is shown them; targets are not named. */
export const blindAnswers = lazily('blindAnswers');

/** Keeps what a person says of an answer, or of two. */
export const giveLabel = lazily('giveLabel');

/** What people said of the answers of a run. */
export const listLabels = lazily('listLabels');

/** Takes labels of the answers of a run from a table. */
export const importLabels = lazily('importLabels');

/** How far a judge of a run can be trusted: its scores against human labels of the same answers. */
export const calibrateJudge = lazily('calibrateJudge');

/** The supported providers, and what is set up for each; makes no API calls. */
export const listProviders = lazily('listProviders');

/** What models cost, and where price lists disagree. */
export const listPrices = lazily('listPrices');

/** How many answers are kept for runs with a cache. */
export const cacheInfo = lazily('cacheInfo');

/** Removes all answers that are kept for runs with a cache. */
export const clearCache = lazily('clearCache');

/** Saves a suite with all files that it names, as the next version of its name. */
export const saveSuite = lazily('saveSuite');

/** Saved suites, the newest version of each. */
export const listSuites = lazily('listSuites');

/** A saved suite: its versions, and the files of one. */
export const showSuite = lazily('showSuite');

/** Deletes a saved suite with all its versions; runs keep theirs. */
export const deleteSuite = lazily('deleteSuite');

/** How large what is kept is, how long it stays, and what is past its time. */
export const storage = lazily('storage');

/** Removes what is past the time that it is kept for. */
export const applyRetention = lazily('applyRetention');

/** Says how long what is kept, everywhere or for a project or suite. */
export const setRetention = lazily('setRetention');

/** Removes runs with everything that was kept of them, or says what would go. */
export const deleteRuns = lazily('deleteRuns');

/** Writes results, journals and everything else of a data directory into a dated folder. */
export const backup = lazily('backup');

/** Reads every byte of a backup and says what is missing or was changed. */
export const verifyBackup = lazily('verifyBackup');

/** Restores a backup into an empty place and checks that every row is as it was. */
export const restore = lazily('restore');

/** Moves all results into a database of a ClickHouse server and checks that every row is there. */
export const migrate = lazily('migrate');

/** Checks a data directory: what is damaged or missing, where, and what to do. */
export const doctor = lazily('doctor');

/** A report as text: `html` is one file that needs no network. */
export async function renderReport(made: Report, format: ReportFormat): Promise<string> {
  return (await import('./app/analysis/render-report.ts')).renderReport(made, format);
}
