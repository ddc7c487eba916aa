/** A run from the opened data directory to the printed comparison: shared by `run` and `demo`. */
import { loadReport } from '../analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../analyze/load/load-row.ts';
import { SharedPlaces } from '../analyze/table/shared-places.ts';
import type { RunSummary } from '../contract/analysis.ts';
import type { RunEvent } from '../contract/events.ts';
import type { LoadPlan } from '../contract/load.ts';
import type { Run } from '../contract/run.ts';
import type { RaceSettings } from '../contract/race.ts';
import { comparisonTable } from '../report/comparison-table.ts';
import { raceLines } from '../report/race-text.ts';
import { formatCounted } from '../view/format.ts';
import { loadText } from '../report/load-text.ts';
import { runHeading } from '../report/run-heading.ts';
import { loadJson, runJson } from '../report/run-json.ts';
import { shortRunId } from '../view/short-run-id.ts';
import { runDirectory } from '../journal/run-directory.ts';
import { watchStopRequests } from '../journal/stop-request.ts';
import { storedSummary } from '../app/runs/summaries.ts';
import type { CommandContext } from './command.ts';
import type { ExitName } from './exit-codes.ts';
import type { Unfinished } from '../app/run/find-unfinished.ts';
import type { Simulation } from '../app/run/find-simulator.ts';
import { catchInterrupts, untilInterrupted, type Interrupts } from './interrupts.ts';
import { openRunView } from './live/open-run-view.ts';
import type { RunView } from './live/run-view.ts';
import type { Host } from '../app/data/host.ts';
import { withData } from '../app/data/open-data.ts';
import { openHost } from '../app/data/open-host.ts';
import { openPage } from './open-page.ts';
import { pageLink } from './page-link.ts';
import type { PricesGiven } from '../app/stored/read-prices.ts';
import { runExit } from './run-exit.ts';
import { runSuite } from '../app/run/run-suite.ts';
import { printDecision, reportRetry, printWrongAnswers, type WithStore } from './tell-outcome.ts';
import { WrongAnswers } from '../app/stored/wrong-answers.ts';

export interface Session extends Simulation {
  runId: string;
  suitePath: string;
  port: number | undefined;
  /** With the page. */
  page: boolean;
  /** Open it in the browser. */
  open: boolean;
  /** Leave it open after the run, until a signal. */
  stay: boolean;
  /** Every event as a line of JSON on stdout. */
  events: boolean;
  /** By workers on any machine, through the context's `control`. */
  shared?: boolean;
  /** A run by workers that is gone on with, instead of a new one. */
  sharedBefore?: Run;
  /** In place of asking every case once. */
  load?: LoadPlan;
  /** Given with `--prices`. */
  prices?: PricesGiven;
  /** Answers that were given before will do. */
  cache?: boolean;
  /** A run that is gone on with, instead of a new one. */
  unfinished?: Unfinished;
  /** Drop targets as soon as it is certain. */
  race?: RaceSettings;
  /** The command that goes on with this run. */
  retryCommand?: string;
  /** What to say after the comparison. */
  afterword?: string | null;
}

function printResult(
  summary: RunSummary,
  { events }: Session,
  rows: LoadRow[],
  context: CommandContext,
): void {
  if (events) return;
  const { color, width } = context;
  const look = { color, width };
  const report = loadReport(summary.run, rows);
  if (report) return context.print(context.json ? loadJson(report) : loadText(report, look));
  context.print(
    context.json
      ? runJson(summary)
      : [
          runHeading(summary.run, look),
          '',
          comparisonTable(summary, look),
          ...raceLines(summary.run, look),
        ].join('\n'),
  );
}

function tellWhatIsKept({ run, done }: RunSummary, context: CommandContext): void {
  const id = shortRunId(run.run_id);
  const next = run.load ? 'Running it again makes a new run.' : 'The same command again goes on with it.';
  context.note(
    `Stopped. ${done} of ${formatCounted(run.planned, 'sample')} are kept in run ${id}: \`assay show ${id}\`. ${next}`,
  );
}

/** What speaks to PostgreSQL is loaded only for a run that needs it. */
const carryOut =
  ({ shared }: Session): typeof runSuite =>
  async (about, context) =>
    shared ? (await import('../app/run/run-shared.ts')).runShared(about, context) : runSuite(about, context);

/** The run with its live view; the terminal is as before when it resolves. */
async function watched(
  session: Session,
  host: Host,
  interrupts: Interrupts,
  view: RunView,
  context: CommandContext,
) {
  const { suite, simulated, suitePath, runId, load, unfinished } = session;
  const rows: LoadRow[] = [];
  const wrong = new WrongAnswers();
  const emit = (event: RunEvent) => {
    if (!load && event.type === 'sample-end') wrong.add(event.sample);
    if (load && event.type === 'sample-end') rows.push(loadRowOf(event.sample));
    if (session.events) context.event(event);
  };
  const about = {
    runId,
    suite,
    suitePath,
    simulated,
    host,
    view,
    interrupts,
    emit,
    ...(load && { load }),
    ...(session.prices && { prices: session.prices }),
    ...(session.cache && { cache: true }),
    ...(unfinished && { unfinished }),
    ...(session.sharedBefore && { sharedBefore: session.sharedBefore }),
    ...(session.race && { race: session.race }),
  };
  try {
    return { summary: await carryOut(session)(about, context), rows, wrong };
  } finally {
    await view.close();
  }
}

/** A run that kept no database open is in its journal, which opening one reads. */
const storeOf =
  ({ store }: Host, context: CommandContext): WithStore =>
  (work) =>
    store ? work(store) : withData(context, work);

/** Of a run that stopped early what is shown is what its targets have in common, as everywhere else. */
async function asStored(summary: RunSummary, withStore: WithStore): Promise<RunSummary> {
  const { run } = summary;
  if (!new SharedPlaces(run).isNeeded) return summary;
  return withStore((store) => storedSummary(store, run)).catch(() => summary);
}

/** The address told while the run went on ends with this process, unless another one serves it. */
function printPageAddress(pageUrl: string | null, isRemote: boolean, context: CommandContext): void {
  if (pageUrl === null) return;
  context.note(
    isRemote ? `\npage  ${pageUrl}` : '\nThe page closes with this run; see it again: `assay serve`',
  );
}

/** What a person wants to know when the table stands: what failed, what to use, where the page is. */
async function afterRun(
  summary: RunSummary,
  { wrong, pageUrl, host }: { wrong: WrongAnswers; pageUrl: string | null; host: Host },
  session: Session,
  context: CommandContext,
): Promise<void> {
  const withStore = storeOf(host, context);
  const isForPeople = !context.json && !session.events && !summary.run.load;
  const stays = pageUrl !== null && session.stay;
  // the results are on the screen: what is said beside them must not make the run fail
  const beside = (told: Promise<void>) =>
    told.catch((error: unknown) => context.note(`Not shown: ${(error as Error).message}`));
  if (isForPeople) await beside(printWrongAnswers(summary, wrong, withStore, context));
  reportRetry(summary, session.retryCommand, context);
  if (session.afterword) context.note(`\n${session.afterword}`);
  if (!stays) printPageAddress(pageUrl, host.isRemote, context);
  if (isForPeople) await beside(printDecision(summary, withStore, context));
  if (!stays) return;
  context.note(`\npage  ${pageUrl}\nCtrl-C ends it.`);
  await untilInterrupted(process);
}

/** Runs the session's suite, prints the comparison and, when it is to stay, serves the page until a signal. */
export async function runSession(session: Session, context: CommandContext): Promise<ExitName> {
  const { runId, port, page } = session;
  let view: RunView | null = null;
  const interrupts = catchInterrupts(process, () => view?.stopping());
  const stopRun = (id: string) => {
    if (id !== runId || interrupts.stop.aborted) return false;
    interrupts.ask();
    return true;
  };
  const host = await openHost({ ...context, port, page, stopRun });
  const heeding = await watchStopRequests(runDirectory(context.dataDir, runId), (request) => {
    interrupts.ask();
    if (request === 'kill') interrupts.ask();
  });
  try {
    const pageUrl = pageLink(host, `/runs/${runId}`);
    view = await openRunView(context, { pageUrl, jsonOnStdout: context.json || session.events });
    if (pageUrl !== null && session.open) await openPage(pageUrl, context.dataDir);
    const { summary: whole, rows, wrong } = await watched(session, host, interrupts, view, context);
    const summary = await asStored(whole, storeOf(host, context));
    const wasInterrupted = interrupts.stop.aborted;
    interrupts.release();
    printResult(summary, session, rows, context);
    if (summary.run.stopped)
      context.note(
        `${summary.run.stopped} Raise that cap, or set maxOutputTokens; the same command then goes on.`,
      );
    if (wasInterrupted) {
      tellWhatIsKept(summary, context);
      printPageAddress(pageUrl, host.isRemote, context);
    } else await afterRun(summary, { wrong, pageUrl, host }, session, context);
    return runExit(summary, wasInterrupted);
  } finally {
    heeding.end();
    interrupts.release();
    await host.close();
  }
}
