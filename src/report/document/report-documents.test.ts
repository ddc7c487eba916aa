import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { exampleRun, exampleTarget } from '../../../test/example-summary.ts';
import { plantedTable } from '../../../test/made-up/planted-table.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { cellState } from '../../contract/result-table.ts';
import { comparePlaces, placeOf, type RunQuery } from '../../contract/run-query.ts';
import type { Run } from '../../contract/run.ts';
import { readPeriod, readReport } from '../../app/analysis/read-report.ts';
import { reportCsv } from './report-csv.ts';
import { reportHtml } from './report-html.ts';
import { reportJunit } from './report-junit.ts';
import { reportMarkdown } from './report-markdown.ts';

const evil = '=<script>|"&';
const models = [
  { label: 'steady', quality: 0.85, cost: 0.01 },
  { label: evil, quality: 0.84, cost: 0.006, fails: 0.02 },
  { label: 'unpriced', quality: 0.5, cost: Number.NaN },
];
const targets = models.map(({ label }) => ({ ...exampleTarget(label), id: label }));
const planted = (seed: number) => ({
  run: exampleRun(targets, {
    run_id: `0190000${seed}-aaaa`,
    cases: 400,
    started_at_ms: 1.9e12 + seed * 864e5,
  }),
  table: plantedTable({ models, cases: 400, seed, categories: ['a', 'b'] }),
});
/** As a store does. */
const listed = (of: Run[], { limit = 200, after, sinceMs = 0, untilMs = 1e15, suiteName }: RunQuery) =>
  of
    .filter(({ started_at_ms: at }) => at >= sinceMs && at < untilMs)
    .filter(({ suite_name: name }) => suiteName === undefined || name === suiteName)
    .filter((run) => !after || comparePlaces(after, placeOf(run)) < 0)
    .toSorted((a, b) => comparePlaces(placeOf(a), placeOf(b)))
    .slice(0, limit);

const all = [1, 2].map(planted);
for (const { run, table } of all) for (const target of table.targets) target.run_id = run.run_id;
const store = {
  table: (id: string) => Promise.resolve(all.find(({ run }) => run.run_id === id)?.table ?? null),
  getRun: (id: string) => Promise.resolve(all.find(({ run }) => run.run_id === id)?.run ?? null),
  totals: () => Promise.resolve([]),
  listRuns: (query: RunQuery) =>
    Promise.resolve(
      listed(
        all.map(({ run }) => run),
        query,
      ),
    ),
} as unknown as ResultStore;
const runs = all.map(({ run }) => run);

describe('a report', () => {
  it('made again from the same data is the same, byte for byte', async () => {
    const make = async () => {
      const report = await readReport(store, runs.slice(0, 1), {});
      return Promise.all([reportHtml, reportMarkdown, reportCsv, JSON.stringify].map((form) => form(report)));
    };
    expect(await make()).toEqual(await make());
  });

  it('loads nothing, runs nothing, and shows names as they are', async () => {
    const html = await reportHtml(await readReport(store, runs.slice(0, 1), { calls: '1000' }));
    expect(html).not.toMatch(/<script|<link|<img|<iframe|src=|url\((?!#)|@import|https?:\/\//i);
    expect(html).toContain('=&lt;script&gt;|&quot;&amp;');
    expect(html).not.toMatch(/NaN|undefined|\[object|Infinity/);
    expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(4);
    expect(html).toContain('n/a');
  });

  it('tells how repeats agree where cases were asked several times', async () => {
    const [first] = all;
    if (!first) throw new Error('there are runs');
    // right in both repeats of every other case, and in one of the rest
    const rights = Float64Array.from(first.table.quality, (_, cell) => (cell % 4 === 3 ? 0 : 1));
    const table = {
      ...first.table,
      repeats: 2,
      cases: first.table.cases.slice(0, 200).map((item, i) => ({ ...item, id: `case-${100 + i}` })),
      state: first.table.state.map(() => cellState.answered),
      quality: rights,
      correct: rights,
    };
    const repeated = { ...store, table: async () => table } as unknown as ResultStore;
    const report = await readReport(repeated, runs.slice(0, 1), {});
    expect(report.runs[0]?.repeats).toMatchObject([{ flaky_share: 0.5 }, {}, {}]);
    const html = await reportHtml(report);
    expect(html).toMatch(/Agreement of repeats.*100<.*50\.0<.*0\.354<.*50\.0</s);
    expect(html).toMatch(/<td>case-101<\/td><td class="left">steady<\/td><td>1 of 2 times<\/td><td>0\.707/);
    expect(reportMarkdown(report)).toMatch(/\| steady \| 2 \| 100 \| 50\.0 \| 0\.354 \| 50\.0 \|/);
    expect(await reportHtml(await readReport(store, runs.slice(0, 1), {}))).not.toContain(
      'Agreement of repeats',
    );
  });

  it('is of several runs, and of a period', async () => {
    const both = await readReport(store, runs, {});
    expect(both).toMatchObject({ kind: 'comparison', runs: [{}, {}] });
    expect(await reportHtml(both)).toContain('Pairwise');
    const since = { since_ms: 1.9e12, until_ms: 1.9e12 + 1.5 * 864e5 };
    expect((await readPeriod(store, since)).runs).toHaveLength(1);
    const period = await readPeriod(store, { ...since, until_ms: 2e12 });
    expect(await reportHtml(period)).toContain('Quality over time');
    await expect(readPeriod(store, { since_ms: 0, until_ms: 1 })).rejects.toThrow(
      'no run began in this period',
    );
  });

  it('of a period has every run of it, however many came later, and no load', async () => {
    const [first] = all;
    if (!first) throw new Error('there are runs');
    const many = Array.from({ length: 2500 }, (_, i) => ({
      ...first.run,
      run_id: `r${i}`,
      started_at_ms: 1000 + i,
      suite_name: i % 2 === 0 ? 'even' : 'odd',
      ...(i === 3 && { load: {} as NonNullable<Run['load']> }),
    }));
    const asked: RunQuery[] = [];
    const full = {
      ...store,
      table: () => Promise.resolve(first.table),
      listRuns: (query: RunQuery) => Promise.resolve((asked.push(query), listed(many, query))),
    } as unknown as ResultStore;
    const idsOf = async (...given: [{ since_ms: number; until_ms: number }, string?]) =>
      (await readPeriod(full, ...given)).runs.map(({ run }) => run.run_id);
    expect(await idsOf({ since_ms: 1000, until_ms: 1005 })).toEqual(['r0', 'r1', 'r2', 'r4']);
    expect(await idsOf({ since_ms: 1000, until_ms: 1005 }, 'odd')).toEqual(['r1']);
    asked.length = 0;
    const whole = await idsOf({ since_ms: 0, until_ms: 1e15 });
    expect(whole).toHaveLength(2499);
    expect([whole[0], whole.at(-1), new Set(whole).size]).toEqual(['r0', 'r2499', 2499]);
    expect(asked.map(({ after }) => after?.runId)).toEqual([undefined, 'r1500', 'r500']);
  });

  it('is a table for a spreadsheet, which takes nothing for a formula', async () => {
    const report = await readReport(store, runs.slice(0, 1), {});
    const rows = parse(reportCsv(report), { columns: true }) as Record<string, string>[];
    expect(rows.map(({ label }) => label)).toEqual(['steady', `'${evil}`, 'unpriced']);
    expect(rows[2]).toMatchObject({ cost_per_1k_usd: '', n_unpriced: '400' });
    expect(reportMarkdown(report)).toContain('=&lt;script>\\|"&');
  });

  it('is a test for every case', () => {
    const [first] = all;
    if (!first) throw new Error('there are runs');
    const said = {
      caseId: '',
      answer: 'It is <4>\n\u001b[2J',
      expected: '5',
      reason: 'exact: The answer is not "5".',
    };
    const told = reportJunit([first.table], () => [said]);
    expect(told).toContain(
      'answers are not fully right: exact: The answer is not &quot;5&quot;.">reason: exact',
    );
    expect(told).toContain('&#10;expected: 5&#10;answer: It is &lt;4&gt;&#10;␛[2J</failure>');
    const xml = reportJunit([first.table]);
    expect(xml.match(/<testcase /g)).toHaveLength(3 * 400);
    expect(xml).toMatch(
      /<testsuite name="=&lt;script&gt;\|&quot;&amp;" tests="400" failures="\d+" errors="[1-9]/,
    );
  });
});
