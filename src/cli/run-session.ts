/** A run as a terminal shows it, from the opened data directory to the printed comparison: shared by `run`, `load` and `demo`. */
import { loadReport } from '../analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../analyze/load/load-row.ts';
import type { RunSummary } from '../contract/analysis.ts';
import type { RunEvent } from '../contract/events.ts';
import { comparisonTable } from '../report/comparison-table.ts';
import { raceLines } from '../report/race-text.ts';
import { formatCounted } from '../view/format.ts';
import { loadText } from '../report/load-text.ts';
import { runHeading } from '../report/run-heading.ts';
import { loadJson, runJson } from '../report/run-json.ts';
import { shortRunId } from '../view/short-run-id.ts';
import type { Host } from './host.ts';
import { openHost } from './open-host.ts';
import { prepareRun, type PreparedRun } from '../app/run/prepare-run.ts';
import { StopSwitch } from '../app/run/run-handle.ts';
import type { RunSpec } from '../app/run/run-spec.ts';
import { startPrepared } from '../app/run/start-prepared.ts';
import { WrongAnswers } from '../app/stored/wrong-answers.ts';
import type { CommandContext } from './command.ts';
import type { ExitName } from './exit-codes.ts';
import { stopAtSignals, untilInterrupted } from './interrupts.ts';
import { openRunView } from './live/open-run-view.ts';
import type { RunView } from './live/run-view.ts';
import { openPage } from './open-page.ts';
import { pageLink } from './page-link.ts';
import { runExit } from './run-exit.ts';
import { printDecision, reportRetry, printWrongAnswers, type WithStore } from './tell-outcome.ts';

/** How a run is shown, and what is said when it has ended. */
export interface Session {
  port: number | undefined;
  /** With the page. */
  page: boolean;
  /** Open it in the browser. */
  open: boolean;
  /** Leave it open after the run, until a signal. */
  stay: boolean;
  /** Every event as a line of JSON on stdout. */
  events?: boolean;
  /** The command that resumes this run. */
  retryCommand?: string;
  /** What to say after the comparison. */
  afterword?(prepared: PreparedRun): string | null;
}

/** What is kept of a run's events for what is said after it. */
class Heard {
  readonly rows: LoadRow[] = [];
  readonly wrong = new WrongAnswers();

  add(event: RunEvent, isLoad: boolean): void {
    if (event.type !== 'sample-end') return;
    if (isLoad) this.rows.push(loadRowOf(event.sample));
    else this.wrong.add(event.sample);
  }
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
  if (run.status === 'done' && done >= run.planned)
    return context.note(
      `Stopped after the last call: all ${formatCounted(done, 'sample')} are kept in run ${id}: \`assay show ${id}\`.`,
    );
  const next = run.load ? 'Running it again makes a new run.' : 'The same command again resumes it.';
  context.note(
    `Stopped. ${done} of ${formatCounted(run.planned, 'sample')} are kept in run ${id}: \`assay show ${id}\`. ${next}`,
  );
}

/** A run that kept no database open is in its journal, which opening one reads. */
const storeOf =
  ({ store }: Host, context: CommandContext): WithStore =>
  (work) =>
    store ? work(store) : context.withStore(work);

/** The address told while the run went on ends with this process, unless another one serves it. */
function printPageAddress(pageUrl: string | null, isRemote: boolean, context: CommandContext): void {
  if (pageUrl === null) return;
  context.note(
    isRemote ? `\npage  ${pageUrl}` : '\nThe page closes with this run; see it again: `assay serve`',
  );
}

/** Where a run is shown. */
interface Shown {
  host: Host;
  pageUrl: string | null;
  heard: Heard;
  stops: StopSwitch;
}

/** What a person wants to know when the table stands: what failed, what to use, where the page is. */
async function afterRun(
  summary: RunSummary,
  { host, pageUrl, heard }: Shown,
  { session, prepared }: { session: Session; prepared: PreparedRun },
  context: CommandContext,
): Promise<void> {
  const withStore = storeOf(host, context);
  const isForPeople = !context.json && !session.events && !summary.run.load;
  const stays = pageUrl !== null && session.stay;
  // the results are on the screen: what is said beside them must not make the run fail
  const beside = (told: Promise<void>) =>
    told.catch((error: unknown) => context.note(`Not shown: ${(error as Error).message}`));
  if (isForPeople) await beside(printWrongAnswers(summary, heard.wrong, withStore, context));
  reportRetry(summary, session.retryCommand, context);
  const afterword = session.afterword?.(prepared) ?? null;
  if (afterword !== null) context.note(`\n${afterword}`);
  if (!stays) printPageAddress(pageUrl, host.isRemote, context);
  if (isForPeople) await beside(printDecision(summary, withStore, context));
  if (!stays) return;
  context.note(`\npage  ${pageUrl}\nCtrl-C ends it.`);
  await untilInterrupted(process);
}

/** The run with its live view; the terminal is as before when it resolves. */
async function watched(
  prepared: PreparedRun,
  { host, pageUrl, heard, stops }: Shown,
  { events = false }: Session,
  context: CommandContext,
): Promise<RunSummary> {
  const view: RunView = await openRunView(context, { pageUrl, jsonOnStdout: context.json || events });
  const onStop = () => view.stopping();
  stops.stopping.addEventListener('abort', onStop);
  try {
    const handle = await startPrepared(prepared, { ...context, live: host }, stops);
    handle.subscribe((event) => {
      view.emit(event);
      heard.add(event, prepared.load !== undefined);
      if (events) context.event(event);
    });
    return await handle.result;
  } finally {
    stops.stopping.removeEventListener('abort', onStop);
    await view.close();
  }
}

/** Runs what the spec asks for, prints the comparison and, when it is to stay, serves the page until a signal. */
export async function runSession(
  spec: RunSpec,
  session: Session,
  context: CommandContext,
): Promise<ExitName> {
  const { port, page, open } = session;
  const prepared = await prepareRun(spec, context);
  const { runId } = prepared;
  await using opened = new AsyncDisposableStack();
  opened.defer(prepared.release);
  const stops = new StopSwitch();
  const release = stopAtSignals(process, stops, stops.stopping);
  opened.defer(release);
  const stopRun = (id: string) => {
    if (id !== runId || stops.stopping.aborted) return false;
    stops.stop();
    return true;
  };
  const host = await openHost({ ...context, port, page, stopRun });
  opened.defer(() => host.close());
  const pageUrl = pageLink(host, `/runs/${runId}`);
  if (pageUrl !== null && open) await openPage(pageUrl, context.dataDir);
  const shown: Shown = { host, pageUrl, heard: new Heard(), stops };
  const summary = await watched(prepared, shown, session, context);
  const wasInterrupted = stops.stopping.aborted;
  release();
  printResult(summary, session, shown.heard.rows, context);
  if (summary.run.stopped)
    context.note(
      `${summary.run.stopped} Raise that cap, or set maxOutputTokens; the same command then resumes the run.`,
    );
  if (wasInterrupted) {
    tellWhatIsKept(summary, context);
    printPageAddress(pageUrl, host.isRemote, context);
  } else await afterRun(summary, shown, { session, prepared }, context);
  return runExit(summary, wasInterrupted);
}
