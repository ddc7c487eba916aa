import { simulate } from '../../app/run/simulate.ts';
import type { SimulatorHandle } from '../../simulator/simulator-options.ts';
import { textTable } from '../../report/text-table.ts';
import { formatUsd } from '../../view/format.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { simSpec } from '../specs/run.ts';
import { untilInterrupted } from '../interrupts.ts';
import { suiteSource } from '../suite-source.ts';

const column = (title: string, cells: string[], align: 'left' | 'right' = 'left') => ({
  title,
  cells,
  align,
  priority: 0,
});

function describe(simulator: SimulatorHandle, context: CommandContext): void {
  const { url, models } = simulator;
  if (context.json) {
    const listed = models.map(({ name, wire, price }) => ({ name, wire, price }));
    context.print(JSON.stringify({ schema: 'assay.sim/1', url, pid: simulator.pid, models: listed }));
    return;
  }
  const table = textTable(
    [
      column(
        'model',
        models.map((model) => `sim/${model.name}`),
      ),
      column(
        'wire',
        models.map((model) => model.wire),
      ),
      column(
        '$/M in',
        models.map((model) => formatUsd(model.price?.input)),
        'right',
      ),
      column(
        '$/M out',
        models.map((model) => formatUsd(model.price?.output)),
        'right',
      ),
    ],
    { width: context.width },
  );
  const example = models[0]?.name ?? 'MODEL';
  context.print(
    [
      `Simulator at ${url}`,
      '',
      ...table,
      '',
      `Try: assay run suite.yaml --sim ${url} -t sim/${example}`,
      'Ctrl-C ends it.',
    ].join('\n'),
  );
}

/** The simulator in this process, until a signal. With --json the first line tells where it is. */
export const run: RunCommand<typeof simSpec> = async (_args, options, context) => {
  const { suite, delay, ...rest } = options;
  const simulator = await simulate(
    { ...rest, noDelay: !delay, ...(suite !== undefined && { suite: suiteSource(suite) }) },
    context,
  );
  describe(simulator, context);
  await untilInterrupted(process);
  await simulator.close();
  return 'ok';
};
