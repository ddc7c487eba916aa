import { nowMs } from '../../base/clock.ts';
import { formatDuration } from '../../view/format.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { selftestTable } from '../../report/selftest-table.ts';
import { runSelftest } from '../../selftest/run-selftest.ts';
import type { RunCommand } from '../command.ts';
import type { selftestSpec } from '../specs/run.ts';
import { assayVersion } from '../../app/data/version.ts';

const streams = [1, 64, 200, 500];
const scheduleRates = [100, 1000];
const rateCalls = 30_000;

/** Measures the client itself; the report stays in the data directory and beside every later run. */
export const run: RunCommand<typeof selftestSpec> = async (_args, options, context) => {
  const processors = cpus();
  const startMs = nowMs();
  context.note(
    `This takes about ${options.quick ? 'a minute' : 'five minutes'} with nothing else to do on this machine.`,
  );
  const report = await runSelftest({
    machine: {
      assay_version: assayVersion(),
      node_version: process.versions.node,
      cpu: processors[0]?.model ?? 'unknown',
      cores: processors.length,
    },
    streams: options.quick ? streams.slice(0, 2) : streams,
    scheduleRates: options.quick ? scheduleRates.slice(0, 1) : scheduleRates,
    scheduleSeconds: options.quick ? 2 : 5,
    rateCalls: options.quick ? rateCalls / 2 : rateCalls,
    progress: (step, index, steps) => {
      const left =
        index === 0
          ? ''
          : `, about ${formatDuration((((nowMs() - startMs) / 1000) * (steps - index)) / index)} left`;
      context.note(`self-test ${index + 1}/${steps}: ${step}${left}`);
    },
  });
  await mkdir(context.dataDir, { recursive: true });
  const path = join(context.dataDir, 'selftest.json');
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
  const { color, width } = context;
  context.print(context.json ? JSON.stringify(report) : selftestTable(report, { color, width }));
  return 'ok';
};
