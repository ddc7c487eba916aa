import { ownValue } from '../../base/own-value.ts';
import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { wallClockMs } from '../../base/clock.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Report } from '../../contract/report.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { readLabels } from '../../labels/label-log.ts';
import { reportCsv } from '../../report/document/report-csv.ts';
import { reportHtml } from '../../report/document/report-html.ts';
import { reportJunit } from '../../report/document/report-junit.ts';
import { reportMarkdown } from '../../report/document/report-markdown.ts';
import { readPeriod, readReport } from '../../app/analysis/read-report.ts';
import type { OptionsOf, RunCommand } from '../command.ts';
import type { reportSpec } from '../specs/decide.ts';
import { labelsPath } from '../../app/label/label-place.ts';
import { requireRun } from '../../app/data/require-run.ts';
import { withData } from '../../app/data/open-data.ts';
import { withProgressNote } from '../tell-while.ts';
import { wrongAnswer, type WrongAnswer } from '../../report/wrong-answers-text.ts';
import { printPdf } from '../print-pdf.ts';

const formats = ['html', 'md', 'json', 'csv', 'junit', 'pdf'] as const;
type Format = (typeof formats)[number];
const endings: Record<string, Format> = { '.htm': 'html', '.markdown': 'md', '.xml': 'junit' };

/** By `--format`, else by the file's ending; Markdown on a terminal. */
function formatOf(options: OptionsOf<typeof reportSpec>, file: string | undefined, json: boolean): Format {
  const given = options.format;
  const ending = file === undefined ? '' : extname(file).toLowerCase();
  const word = given ?? ownValue(endings, ending) ?? (ending ? ending.slice(1) : json ? 'json' : 'md');
  const format = formats.find((each) => each === word);
  if (!format)
    throw new AssayError('usage', `there is no report in the form "${word}"`, {
      remedy: `Expected ${formats.join(', ')}, by --format or the ending of --output.`,
    });
  if (format === 'pdf' && file === undefined)
    throw new AssayError('usage', 'a PDF needs a file', { remedy: 'Name it: -o report.pdf.' });
  return format;
}

async function collect(
  store: ResultStore,
  ids: string[],
  options: OptionsOf<typeof reportSpec>,
  dataDir: string,
): Promise<Report> {
  const since = options.since ?? null;
  const until = options.until ?? null;
  const suite = options.suite;
  if (since === null && until === null && suite === undefined) {
    const runs = await Promise.all((ids.length > 0 ? ids : ['latest']).map((id) => requireRun(store, id)));
    const { baseline, margin, scope, calls } = options;
    const words = { baseline, margin, scope, calls };
    return readReport(store, runs, words, await readLabels(labelsPath(dataDir)));
  }
  if (ids.length > 0) throw new AssayError('usage', 'a report is of runs or of a period, not of both');
  return readPeriod(store, { since_ms: since ?? 0, until_ms: until ?? wallClockMs() }, suite);
}

/** The answers that failed, by run, target and case. */
async function failedAnswers(store: ResultStore, runIds: string[]): Promise<Map<string, WrongAnswer[]>> {
  const found = new Map<string, WrongAnswer[]>();
  for (const runId of runIds)
    for await (const records of store.records(runId))
      for (const record of records) {
        const { target_id: target, case_id: id, quality, outcome, is_warmup: isWarmup } = record.sample;
        if (isWarmup || (outcome === 'ok' && (quality === null || quality >= 1))) continue;
        const key = JSON.stringify([runId, target, id]);
        found.set(key, [...(found.get(key) ?? []), wrongAnswer(record)]);
      }
  return found;
}

async function junitOf(store: ResultStore, { runs }: Report): Promise<string> {
  const ids = runs.map(({ run }) => run.run_id);
  const tables = await Promise.all(ids.map((id) => store.table(id)));
  const answers = await failedAnswers(store, ids);
  return reportJunit(
    tables.filter((table) => table !== null),
    (...place) => answers.get(JSON.stringify(place)) ?? [],
  );
}

/** One run, several, or a period, in the form that is asked for. */
export const run: RunCommand<typeof reportSpec> = async (ids, options, context) => {
  const output = options.output;
  const file = output === undefined ? undefined : resolve(context.cwd, output);
  const format = formatOf(options, file, context.json);
  const reading = withData(context, async (store) => {
    const report = await collect(store, ids, options, context.dataDir);
    return { report, junit: format === 'junit' ? await junitOf(store, report) : '' };
  });
  const made = await withProgressNote(context, 'making the report', reading);
  const { report } = made;
  if (format === 'pdf' && file !== undefined) await printPdf(reportHtml(report), file, context.env);
  else {
    const text = {
      html: () => reportHtml(report),
      pdf: () => '',
      md: () => reportMarkdown(report),
      json: () => `${JSON.stringify(report, null, 2)}\n`,
      csv: () => reportCsv(report),
      junit: () => made.junit,
    }[format]();
    if (file === undefined) context.document(`${text.trimEnd()}\n`);
    else await writeFile(file, text);
  }
  if (file !== undefined) context.note(`written: ${file}`);
  return 'ok';
};
