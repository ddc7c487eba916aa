/**
 * What a person waits for: help, the list of runs and a run of 10,000 cases as the built command shows them, an import of 120,000 rows, the
 * HTML report of 12 targets × 10,000 cases × 3 repeats, all pairs of 71 targets × 1,700 cases, and the page of such a run. Each is a ratio to a start of Node or to a fixed computation in the same rounds: a start takes 40 ms
 * and the computation 100 ms on the machine of which the limits were set, so `--help` within 60 ms is 1.5 starts.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareTable } from '../src/analyze/compare/compare-table.ts';
import { seededRandom } from '../src/base/random.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { root, runAssay } from './support/assay-process.ts';
import { atOnce } from './support/at-once.ts';
import { storeMadeUpRun } from './support/made-up-store.ts';
import { loadPage, serveData } from './support/page-load.ts';
import { bareStartMs, fixedWorkMs, startMs } from './support/reference.ts';
import { alternate, isTooNoisy, warnOfNoise } from './support/rounds.ts';
import { tableOf } from './support/table-of.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

/** Of starts of Node. */
const maxStarts = { help: 1.5, list: 5, show: 7.5 };
/** Of fixed computations. */
const maxWorks = { import: 40, report: 15, pairs: 20, page: 10 };
const maxShowMb = 150;
const maxImportMb = 300;
const cases = 10_000;
const imported = { targets: 12, cases: 10_000 };
const reported = { targets: 12, cases: 10_000, repeats: 3 };
const compared = { targets: 71, cases: 1700, repeats: 1 };
/** Of the page of a run, above the fold. */
const charts = 3;
const rounds = { start: 9, work: 3 };

const folder = temporaryFolder();
const dataDir = join(folder, 'data');
const assay = (...args: string[]) => [join(root, 'bin/assay.js'), ...args, '--data-dir', dataDir];
const write = (name: string, lines: string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
};
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

async function makeRun(): Promise<void> {
  write(
    'cases.jsonl',
    numbers(cases).map((i) =>
      JSON.stringify({ id: `c${i}`, input: `What is ${i} plus ${i}?`, expected: String(2 * i) }),
    ),
  );
  const suite = write('suite.yaml', [
    'name: wait',
    'targets: [sim/at-once]',
    'cases: { file: cases.jsonl }',
    'scorers: [contains]',
    'limits: { concurrency: 64 }',
  ]);
  const simulator = await startSimulator({ noDelay: true, profiles: [{ ...atOnce, accuracy: 0.8 }] });
  await runAssay(['run', suite, '--sim', simulator.url, '--data-dir', dataDir, '--no-serve', '--json']);
  await simulator.close();
}

function tableToImport(): string {
  const head = 'target,case,input,output,expected,score,latency_ms,input_tokens,output_tokens';
  const rows = numbers(imported.targets).flatMap((t) =>
    numbers(imported.cases).map(
      (c) =>
        `m${t},c${c},"What is ${c} plus ${c}?",The answer is ${2 * c}.,${2 * c},${(7 * t + c) % 10 < 7 ? 1 : 0},${200 + ((c * t) % 977)},${30 + (c % 7)},${20 + (c % 11)}`,
    ),
  );
  return write('calls.csv', [head, ...rows]);
}

function tableToCompare() {
  const random = seededRandom('wait');
  return tableOf(
    numbers(compared.targets).flatMap((t) =>
      numbers(compared.cases).map((c) => ({
        target: `t${t}`,
        case: `c${c}`,
        quality: random() < 0.4 + t / 200 ? 1 : 0,
      })),
    ),
  );
}

await makeRun();
const starts = await alternate(
  {
    node: bareStartMs,
    help: () => startMs([join(root, 'bin/assay.js'), '--help'], { ASSAY_DIST: '1' }),
    list: () => startMs(assay('list'), { ASSAY_DIST: '1' }),
    show: () => startMs(assay('show'), { ASSAY_DIST: '1' }),
  },
  rounds.start,
  ['node'],
);
const show = await runAssay(['show', '--data-dir', dataDir]);

const csv = tableToImport();
const table = tableToCompare();
let importMb: number | null = null;
let importCpuS: number | null = null;
let pairs = 0;
const reportData = join(folder, 'reported');
const pageData = join(folder, 'compared');
await storeMadeUpRun(reportData, reported);
const pageRun = await storeMadeUpRun(pageData, compared);
const server = await serveData(pageData);
const works = await alternate(
  {
    work: fixedWorkMs,
    import: async () => {
      const done = await runAssay(['import', csv, '--data-dir', join(temporaryFolder(), 'data')]);
      importMb = Math.max(importMb ?? 0, done.peakOwnMb ?? 0) || null;
      importCpuS = done.cpuMs === null ? null : done.cpuMs / 1000;
      return done.wallMs;
    },
    report: async () =>
      (await runAssay(['report', '-o', join(folder, 'report.html'), '--data-dir', reportData])).wallMs,
    page: async () => (await loadPage(`${server.url}/runs/${pageRun}`, charts)).paintedMs,
    pairs: async () => {
      const from = performance.now();
      pairs = (await compareTable(table)).pairs.length;
      return performance.now() - from;
    },
  },
  rounds.work,
  ['work'],
);
await server.stop();

const ratios = {
  help: starts.medians.help / starts.medians.node,
  list: starts.medians.list / starts.medians.node,
  show: starts.medians.show / starts.medians.node,
  import: works.medians.import / works.medians.work,
  report: works.medians.report / works.medians.work,
  pairs: works.medians.pairs / works.medians.work,
  page: works.medians.page / works.medians.work,
};
const limits = { ...maxStarts, ...maxWorks };
const noisiest = { noise: Math.max(starts.noise, works.noise) };
warnOfNoise(noisiest);
const isWithin = (name: keyof typeof ratios) => ratios[name] <= limits[name];
conclude(
  'wait',
  {
    help: isWithin('help'),
    list: isWithin('list'),
    show: isWithin('show'),
    show_memory: show.peakRssMb !== null && show.peakRssMb <= maxShowMb,
    import: isWithin('import'),
    import_memory: importMb !== null && importMb <= maxImportMb,
    report: isWithin('report'),
    page: isWithin('page'),
    pairs: isWithin('pairs') && pairs === (compared.targets * (compared.targets - 1)) / 2,
  },
  {
    ratios,
    limits,
    ms: { ...starts.medians, ...works.medians },
    show_mb: show.peakRssMb,
    max_show_mb: maxShowMb,
    import_own_mb: importMb,
    max_import_own_mb: maxImportMb,
    import_cpu_s: importCpuS,
    noise: noisiest.noise,
    too_noisy: isTooNoisy(noisiest),
  },
);
