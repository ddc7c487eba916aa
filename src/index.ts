/**
 * Assay as a library: what the commands do, as functions with the same inputs and results. Importing it costs next to nothing: a function
 * loads what it needs when it is called. Nothing is printed. docs/library.md shows how they are used together.
 */
import type { z } from 'zod';
import type { AppContext, AppSettings } from './app/context.ts';
import type { ReportFormat } from './app/analysis/render-report.ts';
import type { UseCase } from './app/use-case.ts';
import type { Report } from './contract/report.ts';

export { defineSuite } from './suite/define-suite.ts';
export { AssayError } from './contract/errors.ts';
export type { RunHandle } from './app/run/run-handle.ts';
export type { ReportFormat } from './app/analysis/render-report.ts';
export type { RunSummary, TargetSummary } from './contract/analysis.ts';
export type { Comparison } from './contract/comparison.ts';
export type { DriftReport } from './contract/drift.ts';
export type { ErrorCode, Problem } from './contract/errors.ts';
export type { RunEvent } from './contract/events.ts';
export type { GateReport } from './contract/gate.ts';
export type { Notice } from './contract/notice.ts';
export type { PowerReport } from './contract/power.ts';
export type { Progress } from './contract/progress.ts';
export type { Ranking } from './contract/ranking.ts';
export type { Recommendation } from './contract/recommendation.ts';
export type { Report } from './contract/report.ts';
export type { Run } from './contract/run.ts';
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
  const [{ createAppContext }, { settingsOf }] = await Promise.all([
    import('./app/create-app-context.ts'),
    import('./app/settings-of.ts'),
  ]);
  return createAppContext({ ...settings, ...settingsOf(settings) });
}

/** The input may be left out where nothing in it must be given. */
type Given<Input> =
  Record<never, never> extends Input
    ? [input?: Input, settings?: Settings]
    : [input: Input, settings?: Settings];

const lazily =
  <Input extends z.ZodType, Output extends z.ZodType>(load: () => Promise<UseCase<Input, Output>>) =>
  async (...[input, settings]: Given<z.input<Input>>): Promise<z.output<Output>> => {
    const [useCase, context] = await Promise.all([load(), contextOf(settings ?? {})]);
    return useCase((input ?? {}) as z.input<Input>, context);
  };

const running = () => import('./app/run/start-run.ts');

/** Runs a suite to its end and gives the summary of what was measured. */
export const runSuite = lazily(async () => (await running()).runSuite);

/** Starts a run and gives a handle on it: its events as they happen, how to stop it, and its result. */
export const startRun = lazily(async () => (await running()).startRun);

/** Resumes a run that stopped early: asks what is missing of it, and nothing else. */
export const resumeRun = lazily(async () => (await running()).resumeRun);

/** Stops runs in progress, in whatever process; what was measured is kept. */
export const stopRun = lazily(async () => (await import('./app/run/stop-run.ts')).stopRun);

/** What a run would ask, what it would cost and how long it would take; makes no API calls. */
export const plan = lazily(async () => (await import('./app/run/plan.ts')).plan);

/** Tries each target of a suite with tiny calls: key, model, streaming, usage, tools, JSON. */
export const checkTargets = lazily(async () => (await import('./app/run/check-targets.ts')).checkTargets);

/** The stored runs, newest first. */
export const listRuns = lazily(async () => (await import('./app/runs/list-runs.ts')).listRuns);

/** One run with its figures per target. */
export const showRun = lazily(async () => (await import('./app/runs/show-run.ts')).showRun);

/** Targets or runs pairwise, on the cases they share. */
export const compare = lazily(async () => (await import('./app/analysis/compare.ts')).compare);

/** The targets of a run in order, with how certain the order is. */
export const rank = lazily(async () => (await import('./app/analysis/rank.ts')).rank);

/** Which target to use: the cheapest that meets all requirements, with how sure that is and what it saves. */
export const recommend = lazily(async () => (await import('./app/analysis/recommend.ts')).recommend);

/** What sending each call to one of several targets would have given. */
export const route = lazily(async () => (await import('./app/analysis/route.ts')).route);

/** Whether the same targets changed between two runs, and what else did. */
export const drift = lazily(async () => (await import('./app/analysis/drift.ts')).drift);

/** How small a difference a suite can detect, and how many cases a smaller one needs. */
export const power = lazily(async () => (await import('./app/analysis/power.ts')).power);

/** Whether a run meets requirements, and is not worse than before. */
export const gate = lazily(async () => (await import('./app/analysis/gate.ts')).gate);

/** A report of one run, of several, or of a period, as data; `renderReport` makes a document of it. */
export const report = lazily(async () => (await import('./app/analysis/report.ts')).report);

/** Scores the stored answers of a run again, or with further scorers; calls no target. */
export const rescore = lazily(async () => (await import('./app/score/rescore.ts')).rescore);

/** What a stored run costs at other prices, from its token counts; makes no API calls. */
export const reprice = lazily(async () => (await import('./app/stored/reprice.ts')).reprice);

/** Reads the journals of runs into the results again; makes no API calls. */
export const rebuild = lazily(async () => (await import('./app/stored/rebuild.ts')).rebuild);

/** How far a judge of a run can be trusted: its scores against human labels of the same answers. */
export const calibrateJudge = lazily(
  async () => (await import('./app/label/calibrate-judge.ts')).calibrateJudge,
);

/** A report as text: `html` is one file that needs no network. */
export async function renderReport(made: Report, format: ReportFormat): Promise<string> {
  return (await import('./app/analysis/render-report.ts')).renderReport(made, format);
}
