/** Recorded answers through the whole product: a simulator that serves them over HTTP, `assay run`, `assay show`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../src/contract/analysis.ts';
import type { GridPage } from '../../src/contract/grid.ts';
import { startSimulator } from '../../src/simulator/start.ts';
import { runAssay, type Finished } from './assay-process.ts';
import { temporaryFolder } from './temporary.ts';

export interface Recorded {
  id: string;
  input: string;
  expected: string;
  /** Model → its answer. */
  answers: Record<string, string>;
}

export interface Replayed {
  summary: RunSummary;
  cases: GridPage['cases'];
  run: Finished;
  show: Finished;
}

const jsonl = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

export async function replay(name: string, items: Recorded[]): Promise<Replayed> {
  const folder = temporaryFolder();
  const models = Object.keys(items[0]?.answers ?? {});
  const replayFile = join(folder, 'answers.jsonl');
  writeFileSync(
    replayFile,
    jsonl(
      items.flatMap(({ input, answers }) =>
        models.map((model) => ({ model, prompt: input, output: answers[model] })),
      ),
    ),
  );
  writeFileSync(
    join(folder, 'cases.jsonl'),
    jsonl(items.map(({ id, input, expected }) => ({ id, input, expected }))),
  );
  const suite = join(folder, 'suite.json');
  writeFileSync(
    suite,
    JSON.stringify({
      name,
      targets: models.map((model) => `sim/${model}`),
      cases: { file: 'cases.jsonl' },
      scorers: ['numeric'],
      limits: { concurrency: 16 },
    }),
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
  const cases = await runAssay(['show', '--cases', '--json', '--data-dir', dataDir]);
  return {
    run,
    show,
    summary: JSON.parse(show.stdout) as RunSummary,
    cases: (JSON.parse(cases.stdout) as { cases: GridPage['cases'] }).cases,
  };
}

export function figuresOf({ run, show }: Replayed) {
  return {
    run_s: run.wallMs / 1000,
    run_cpu_s: run.cpuMs === null ? null : run.cpuMs / 1000,
    run_peak_rss_mb: run.peakRssMb,
    show_s: show.wallMs / 1000,
  };
}
