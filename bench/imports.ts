/**
 * Published results, imported as the runs they were: what `assay import` makes of them has the published tables. Julia-LLM-
 * Leaderboard: 25 models, seven figures each. LLMDrift: four tasks, four models, and who got better or worse. GPQA: mean and
 * cluster-robust interval. Then the largest run is exported and comes back the same.
 */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import type { RunSummary } from '../src/contract/analysis.ts';
import { readTable } from '../src/exchange/read-table.ts';
import { runAssay } from './support/assay-process.ts';
import { driftPublished, driftRows, driftTasks } from './support/llmdrift.ts';
import { sharedData } from './support/shared-data.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const folder = temporaryFolder();
const data = ['--data-dir', join(folder, 'data')];
type Row = Record<string, string>;
const table = (...path: string[]) => parse(readFileSync(sharedData(...path)), { columns: true }) as Row[];
const json = <T>(text: string) => JSON.parse(text) as T;

async function importRun(file: string, ...options: string[]): Promise<{ id: string; summary: RunSummary }> {
  const done = await runAssay(['import', file, '--json', ...data, ...options]);
  const { run_id: id } = json<{ run_id: string }>(done.stdout);
  const shown = await runAssay(['show', id, '--json', ...data]);
  return { id, summary: json<RunSummary>(shown.stdout) };
}

interface Evaluation {
  device: string;
  name: string;
  model: string;
  prompt_label: string;
  prompt_strategy: string;
  timestamp: string;
  parsed: boolean;
  executed: boolean;
  examples_count: number;
  examples_executed: number;
  unit_tests_count: number;
  unit_tests_passed: number;
}

/** The leaderboard's five prompts. */
const prompts = new Set([
  'InJulia',
  'JuliaExpertAsk',
  'JuliaExpertCoTTask',
  'JuliaRecapCoTTask',
  'JuliaRecapTask',
]);

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** 25 points each for code that parses, that runs, for examples that run and unit tests that pass. */
function pointsOf(row: Evaluation): number {
  const { examples_executed, examples_count, unit_tests_passed, unit_tests_count } = row;
  const shares = share(examples_executed, examples_count) + share(unit_tests_passed, unit_tests_count);
  return 25 * (Number(row.parsed) + Number(row.executed) + shares);
}

/** The last ten runs of each device, task, model, prompt and strategy, as the leaderboard takes them. */
async function julia() {
  const groups = new Map<string, Evaluation[]>();
  for await (const line of createInterface(createReadStream(sharedData('julia', 'evaluations.jsonl')))) {
    const row = json<Evaluation>(line);
    const key = [row.device, row.name, row.model, row.prompt_label, row.prompt_strategy].join(' ');
    if (prompts.has(row.prompt_label)) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const kept = [...groups.values()].flatMap((rows) =>
    rows.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1)).slice(-10),
  );
  const file = join(folder, 'julia.jsonl');
  const lines = kept.map((row) =>
    JSON.stringify({
      ...row,
      case: `${row.name} ${row.prompt_label}`,
      points: pointsOf(row),
      dollars: (row as never)['cost'],
    }),
  );
  writeFileSync(file, lines.join('\n'));
  const maps = [
    'cluster=name',
    'score_percent=points',
    'e2e_s=elapsed_seconds',
    'cost_usd=dollars',
    'time=',
    'input_tokens=tokens.0',
    'output_tokens=tokens.1',
  ];
  const imported = await importRun(
    file,
    ...maps.flatMap((map) => ['--map', map]),
    '--unknown',
    'cost_usd=0',
    '--number-repeats',
  );

  const out = join(folder, 'julia.parquet');
  const exported = await runAssay(['export', imported.id, '-o', out, ...data]);
  const elsewhere = ['--data-dir', join(folder, 'elsewhere')];
  const back = await runAssay(['import', out, ...elsewhere]);
  const again = json<RunSummary>((await runAssay(['show', imported.id, '--json', ...elsewhere])).stdout);
  const scores = new Map<unknown, number[]>();
  for await (const { row } of readTable(out))
    if (row['record'] === 'sample')
      scores.set(row['target_id'], [...(scores.get(row['target_id']) ?? []), Number(row['quality']) * 100]);
  const peaks = { export_peak_mb: exported.peakRssMb, import_peak_mb: back.peakRssMb };
  return { kept: kept.length, ...imported, scores, again, peaks };
}

const near = (value: number | null | undefined, published: string | undefined, digits: number) =>
  typeof value === 'number' && Math.abs(value - Number(published)) <= 0.5 * 10 ** -digits + 1e-9;

function deviation(values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

const leaderboard = await julia();
const unlike: string[] = [];
let alike = 0;
for (const published of table('julia', 'expected_paid.csv')) {
  const target = leaderboard.summary.targets.find(({ target: { label } }) => label === published['model']);
  const scores = leaderboard.scores.get(target?.target.id) ?? [];
  const cost = target?.cost.per_1k_usd ?? null;
  const verdicts = {
    n: target?.n === Number(published['n_recomputed']),
    elapsed_s: near((target?.latency.e2e_ms?.mean ?? Number.NaN) / 1000, published['elapsed_s'], 1),
    score: near((target?.quality?.value ?? Number.NaN) * 100, published['score'], 1),
    score_std: near(deviation(scores), published['score_std'], 1),
    count_zero: scores.filter((score) => score === 0).length === Number(published['count_zero']),
    count_full: target?.correct === Number(published['count_full']),
    // 0.0 is written there where the cost is not known
    cost_cents:
      Number(published['cost_cents']) === 0
        ? cost === null || cost / 10 < 0.005
        : near((cost ?? Number.NaN) / 10, published['cost_cents'], 2),
  };
  for (const [name, holds] of Object.entries(verdicts))
    if (holds) alike++;
    else unlike.push(`${published['model']} ${name}`);
}

const shares: { task: string; model: string; percent: number; published: number }[] = [];
const changes: Record<string, { regressed: number; improved: number }> = {};
for (const task of driftTasks) {
  const { file, published } = task;
  const rows = driftRows(task);
  const prepared = join(folder, `${file}.jsonl`);
  writeFileSync(prepared, rows.map((row) => JSON.stringify(row)).join('\n'));
  const maps = ['repeat=trail', 'e2e_s=latency', 'cost_usd=cost', 'score=verdict', 'time='];
  const { id, summary } = await importRun(prepared, ...maps.flatMap((map) => ['--map', map]));
  for (const { target, quality } of summary.targets)
    shares.push({
      task: file,
      model: target.label,
      percent: Math.round((quality?.value ?? Number.NaN) * 1000) / 10,
      published: driftPublished[published]?.[target.label] ?? Number.NaN,
    });
  const out = join(folder, `${file}.out.jsonl`);
  await runAssay(['export', id, '-o', out, ...data]);
  const right = new Map<string, boolean>();
  for await (const { row } of readTable(out))
    if (row['record'] === 'sample')
      right.set(`${String(row['request_model'])} ${String(row['case_id'])}`, row['correct'] === true);
  const count = (was: boolean, from: string, to: string) =>
    [...right].filter(
      ([key, now]) => key.startsWith(`${from} `) && now === was && right.get(key.replace(from, to)) === !was,
    ).length;
  for (const family of ['gpt-4', 'gpt-3.5']) {
    const [from, to] =
      family === 'gpt-4' ? ['gpt-4-0314', 'gpt-4-0613'] : ['gpt-3.5-turbo-0301', 'gpt-3.5-turbo-0613'];
    changes[
      `${file === 'PRIME_FULL_EVAL' ? 'PRIME' : file === 'COUNTAHAPPYNUMBER_EVAL' ? 'HAPPY' : file} ${family}`
    ] = {
      regressed: count(true, from as string, to as string),
      improved: count(false, from as string, to as string),
    };
  }
}

const gpqa = await importRun(sharedData('gpqa', 'gpqa_diamond_scores.csv'));
const nano = gpqa.summary.targets.find(({ target }) => target.label.includes('nano'))?.quality;
const expected = json<{ cluster_ci: [number, number]; n_obs: number; clusters: number }>(
  readFileSync(sharedData('gpqa', 'expected.json'), 'utf8'),
);
const rounded = (value: number | undefined) => Math.round((value ?? Number.NaN) * 10_000) / 10_000;

conclude(
  'imports',
  {
    julia_table: unlike.length === 0 && alike === 25 * 7,
    julia_comes_back:
      JSON.stringify(leaderboard.again.targets) === JSON.stringify(leaderboard.summary.targets),
    llmdrift_shares: shares.length === 16 && shares.every(({ percent, published }) => percent === published),
    llmdrift_changes: Object.entries(driftPublished.paired).every(
      ([name, { regressed, improved }]) =>
        changes[name]?.regressed === regressed && changes[name]?.improved === improved,
    ),
    gpqa_interval:
      nano?.n === expected.n_obs &&
      nano.clusters === expected.clusters &&
      rounded(nano.value) === 0.6758 &&
      rounded(nano.low ?? undefined) === expected.cluster_ci[0] &&
      rounded(nano.high ?? undefined) === expected.cluster_ci[1],
  },
  {
    julia: {
      calls: leaderboard.kept,
      targets: leaderboard.summary.targets.length,
      alike,
      unlike,
      ...leaderboard.peaks,
    },
    shares,
    changes,
    gpqa: nano,
  },
);
