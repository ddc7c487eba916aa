import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { nodeVersion } from '../../base/own-process.ts';
import { selftestReportSchema } from '../../contract/selftest.ts';
import { formatDuration } from '../../view/format.ts';
import { runSelftest } from '../../selftest/run-selftest.ts';
import { assayVersion } from '../data/version.ts';
import { defineUseCase } from '../use-case.ts';

const whole = {
  streams: [1, 64, 200, 500],
  scheduleRates: [100, 1000],
  scheduleSeconds: 5,
  rateCalls: 30_000,
};
const quickly = { streams: [1, 64], scheduleRates: [100], scheduleSeconds: 2, rateCalls: 15_000 };

export const selfTest = defineUseCase({
  name: 'selfTest',
  summary: 'Measures how exactly this machine measures; the report is kept beside every later run.',
  input: z.strictObject({ quick: z.boolean().default(false).describe('a minute instead of five') }),
  output: selftestReportSchema,
  async run({ quick }, { clock, notify, dataDir }) {
    const processors = cpus();
    const startMs = clock.nowMs();
    const note = (message: string) => notify({ code: 'self-test', message });
    note(`This takes about ${quick ? 'a minute' : 'five minutes'} with nothing else to do on this machine.`);
    const report = await runSelftest({
      machine: {
        assay_version: assayVersion(),
        node_version: nodeVersion,
        cpu: processors[0]?.model ?? 'unknown',
        cores: processors.length,
      },
      ...(quick ? quickly : whole),
      progress(step, index, steps) {
        const elapsedS = (clock.nowMs() - startMs) / 1000;
        const left = `, about ${formatDuration((elapsedS * (steps - index)) / index)} left`;
        note(`self-test ${index + 1}/${steps}: ${step}${index === 0 ? '' : left}`);
      },
    });
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, 'selftest.json'), `${JSON.stringify(report, null, 2)}\n`);
    return report;
  },
});
