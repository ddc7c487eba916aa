import { startWorker } from '../../app/run/work.ts';
import type { RunCommand } from '../command.ts';
import { stopAtSignals } from '../interrupts.ts';
import type { workerSpec } from '../specs/run.ts';

/** Takes lanes until a signal; then finishes what is in flight and gives the lanes back. */
export const run: RunCommand<typeof workerSpec> = async (_args, { lanes, sim }, context) => {
  const { note } = context;
  const worker = await startWorker({ lanes, simulator: sim }, context);
  worker.stopping.addEventListener('abort', () =>
    note('Finishing what is in flight; what is left goes to other workers. Ctrl-C again gives it up.'),
  );
  const release = stopAtSignals(process, worker, worker.stopping);
  try {
    const { pid } = process;
    if (context.json) context.print(JSON.stringify({ schema: 'assay.worker/1', pid, lanes }));
    else note(`worker ${pid} takes up to ${lanes} lanes at once. Ctrl-C ends it.`);
    await worker.ended;
    return 'ok';
  } finally {
    release();
  }
};
