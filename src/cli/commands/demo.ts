import { AssayError } from '../../contract/errors.ts';
import { resolve } from 'node:path';
import { newId } from '../../base/id.ts';
import { startSimulator } from '../../simulator/start.ts';
import type { RunCommand } from '../command.ts';
import type { demoSpec } from '../specs/run.ts';
import { demoSuite } from '../../app/suite/demo-suite.ts';
import { simulationOf } from '../../app/run/find-simulator.ts';
import { hasDisplay } from '../open-page.ts';
import { realModelsHint } from '../../app/data/real-keys.ts';
import { runSession } from '../run-session.ts';
import { suiteKnowledge } from '../../app/run/suite-knowledge.ts';

const seed = 1;

/** Everything at once on simulated models; nothing leaves this machine. */
export const run: RunCommand<typeof demoSpec> = async (_args, options, context) => {
  const { suite: given, limit, repeats, port, once, wait, open } = options;
  if (once && wait)
    throw new AssayError('usage', '--once and --wait are opposites', { remedy: 'Use one of them.' });
  const stays = once !== true;
  const suitePath = given === undefined ? undefined : resolve(context.cwd, given);
  const demo = await demoSuite(context.dataDir, suitePath, { limit, repeats });
  const simulator = await startSimulator({ seed, knowledge: suiteKnowledge(demo.suite) });
  try {
    return await runSession(
      {
        ...simulationOf(demo.suite, simulator.url, simulator.models),
        runId: newId(),
        suitePath: demo.path,
        port,
        page: true,
        open: open && stays && hasDisplay(context),
        stay: stays,
        events: false,
        afterword: realModelsHint(demo.path, context),
      },
      context,
    );
  } finally {
    await simulator.close();
  }
};
