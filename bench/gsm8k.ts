/**
 * Real input, the whole way: four models' recorded answers to 1,319 questions are replayed over HTTP, asked, scored by the
 * numeric scorer, stored, and shown. The published counts of right answers must come out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../src/contract/analysis.ts';
import { startSimulator } from '../src/providers/simulator/start.ts';
import { runAssay } from './support/assay-process.ts';
import { sharedData } from './support/shared-data.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

type Line = { question: string; ground_truth: string } & Record<
  string,
  { is_correct: boolean; solution: string }
>;
const published: Record<string, number> = {
  '6b_finetuning': 286,
  '6b_verification': 515,
  '175b_finetuning': 458,
  '175b_verification': 742,
};
const models = Object.keys(published);

const folder = temporaryFolder();
const lines = readFileSync(sharedData('gsm8k', 'example_model_solutions.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);
const jsonl = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const replayFile = join(folder, 'answers.jsonl');
writeFileSync(
  replayFile,
  jsonl(
    lines.flatMap((line) =>
      models.map((model) => ({ model, prompt: line.question, output: line[model]?.solution })),
    ),
  ),
);
writeFileSync(
  join(folder, 'cases.jsonl'),
  jsonl(lines.map((line, i) => ({ id: `gsm8k-${i}`, input: line.question, expected: line.ground_truth }))),
);
const suite = join(folder, 'suite.yaml');
writeFileSync(
  suite,
  `name: gsm8k\ntargets:\n${models.map((model) => `  - sim/${model}`).join('\n')}\ncases: { file: cases.jsonl }\nscorers: [numeric]\nlimits: { concurrency: 16 }\n`,
);

const simulator = await startSimulator({ replayFile, noDelay: true });
const dataDir = join(folder, 'data');
const run = await runAssay([
  'run',
  suite,
  '--sim',
  simulator.url,
  '--data-dir',
  dataDir,
  '--no-serve',
  '--json',
]);
await simulator.close();
const show = await runAssay(['show', '--json', '--data-dir', dataDir]);
const summary = JSON.parse(show.stdout) as RunSummary;

const rows = summary.targets.map(({ target, correct, n, n_scored, quality, outcomes, error_classes }) => ({
  model: target.model,
  correct,
  n,
  n_scored,
  percent: Math.round((correct / n) * 10_000) / 100,
  quality,
  outcomes,
  error_classes,
  published: published[target.model],
}));
conclude(
  'gsm8k',
  {
    counts: rows.length === 4 && rows.every((row) => row.correct === row.published && row.n === lines.length),
    all_answered: rows.every((row) => row.n_scored === lines.length),
  },
  {
    rows,
    run_s: run.wallMs / 1000,
    run_cpu_s: run.cpuMs === null ? null : run.cpuMs / 1000,
    run_peak_rss_mb: run.peakRssMb,
    show_s: show.wallMs / 1000,
  },
);
