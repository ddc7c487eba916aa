import { loadReport } from '../../analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../../analyze/load/load-row.ts';
import { AssayError } from '../../contract/errors.ts';
import type { GridPage, ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { judgeStandings } from '../../labels/judge-standings.ts';
import { readLabels } from '../../labels/label-log.ts';
import { shortRunId } from '../../report/runs-table.ts';
import { casesTable } from '../../report/cases-table.ts';
import { comparisonTable } from '../../report/comparison-table.ts';
import { loadText } from '../../report/load-text.ts';
import { raceLines } from '../../report/race-text.ts';
import { repeatsText } from '../../report/repeats-text.ts';
import { runHeading } from '../../report/run-heading.ts';
import { caseText } from '../../report/case-text.ts';
import { caseJson, casesJson, loadJson, runJson } from '../../report/run-json.ts';
import { readRepeats } from '../../app/analysis/read-repeats.ts';
import { Summaries } from '../../app/analysis/summaries.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { showSpec } from '../specs/stored.ts';
import { labelsPath } from '../../app/label/label-place.ts';
import { requireRun } from '../../app/data/require-run.ts';
import { withData } from '../../app/data/open-data.ts';

const pageSize = 500;

async function allCases(store: ResultStore, run: Run): Promise<GridPage['cases']> {
  const targetIds = run.targets.map((target) => target.id);
  const cases: GridPage['cases'] = [];
  for (;;) {
    const page = await store.grid({ runId: run.run_id, targetIds, offset: cases.length, limit: pageSize });
    cases.push(...page.cases);
    if (page.cases.length === 0 || cases.length >= page.total) return cases;
  }
}

async function loadRows(store: ResultStore, run: Run): Promise<LoadRow[]> {
  const rows: LoadRow[] = [];
  for await (const batch of store.samples(run.run_id))
    for (const sample of batch) rows.push(loadRowOf(sample));
  return rows;
}

/** Throws `usage` for a case that the run does not have. */
async function oneCase(
  store: ResultStore,
  run: Run,
  caseId: string,
  { json, color }: CommandContext,
): Promise<string> {
  const samples = await store.caseDetail(run.run_id, caseId);
  if (samples.length > 0)
    return json ? caseJson(run, caseId, samples) : caseText(run, caseId, samples, { color });
  throw new AssayError('usage', `Run ${shortRunId(run.run_id)} has no answer to a case "${caseId}".`, {
    remedy: `See its cases: \`assay show ${shortRunId(run.run_id)} --cases\`.`,
  });
}

/** The comparison of a run, its cases, or one of them. */
export const run: RunCommand<typeof showSpec> = async ([id = 'latest'], options, context) => {
  const { color, width, json } = context;
  const look = { color, width };
  const text = await withData(context, async (store) => {
    const found = await requireRun(store, id);
    const caseId = options.case;
    if (typeof caseId === 'string') return oneCase(store, found, caseId, context);
    if (options.repeats) {
      const report = await readRepeats(store, found);
      return json
        ? JSON.stringify(report, null, 2)
        : [runHeading(found, look), '', repeatsText(report, look)].join('\n');
    }
    if (options.cases) {
      const cases = await allCases(store, found);
      return json
        ? casesJson(found, cases)
        : [runHeading(found, look), '', casesTable(found, cases, look)].join('\n');
    }
    const report = loadReport(found, found.load ? await loadRows(store, found) : []);
    if (report) return json ? loadJson(report) : loadText(report, look);
    const judges = await judgeStandings(store, found, await readLabels(labelsPath(context.dataDir)));
    const made = await new Summaries(store).get(found);
    const summary = judges.length > 0 ? { ...made, judges } : made;
    return json
      ? runJson(summary)
      : [runHeading(found, look), '', comparisonTable(summary, look), ...raceLines(summary.run, look)].join(
          '\n',
        );
  });
  context.print(text);
  return 'ok';
};
