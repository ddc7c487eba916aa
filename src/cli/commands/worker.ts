import { join } from 'node:path';
import { AssayError } from '../../contract/errors.ts';
import type { SharedRun } from '../../contract/run-registry.ts';
import type { Target } from '../../contract/suite.ts';
import { openControl } from '../../control/open-control.ts';
import { keyVariableOf } from '../../providers/endpoint.ts';
import { openLanes } from '../../providers/lanes/open-lanes.ts';
import { simulatorId } from '../../providers/registry.ts';
import { simulatedEndpoints } from '../../simulator/simulated-endpoints.ts';
import { readSimulatedModels } from '../../simulator/target.ts';
import { openAnswerCache } from '../../run/cache/answer-cache.ts';
import { cachedModel } from '../../run/cache/cached-model.ts';
import { openStore } from '../../store/open-store.ts';
import { carryLanes, type LaneModel } from '../../conduct/carry-lanes.ts';
import { pricesFor } from '../../conduct/prices-for.ts';
import { createFileBringer, type FileBringer } from '../../app/run/fetch-shared-files.ts';
import type { CommandContext, OptionsOf, RunCommand } from '../command.ts';
import type { workerSpec } from '../specs/run.ts';
import { catchInterrupts } from '../interrupts.ts';
import { checkScorerServices, openScorerServices } from '../../app/score/scorer-services.ts';

function needUrls({ control, results }: CommandContext): { control: string; results: string } {
  if (control && results) return { control, results };
  throw new AssayError('usage', 'a worker needs --control and --results', {
    remedy:
      'Give --control postgres://user:password@host:5432/database and --results http://user:password@host:8123/database, or set ASSAY_CONTROL and ASSAY_RESULTS.',
  });
}

/** Keys, vectors, walls for programs and answers given before are this machine's own. */
function modelOpener(
  options: OptionsOf<typeof workerSpec>,
  { env, dataDir }: CommandContext,
  files: FileBringer,
) {
  const url = options.sim ?? env['ASSAY_SIM'];
  return async (target: Target, shared: SharedRun): Promise<LaneModel> => {
    const isSimulated = target.provider === simulatorId && url !== undefined;
    const simulated = isSimulated ? simulatedEndpoints(url, await readSimulatedModels(url)) : new Map();
    const brought = await files.bring(shared);
    const prices = pricesFor(shared.run);
    const scoring = openScorerServices(null, { cwd: brought.suite, env }, { prices, simulated });
    try {
      await checkScorerServices(shared.suite, scoring.services);
      const of = { targets: [target], env, simulated, files: brought.attachments, threads: 1 };
      const lanes = await openLanes(of);
      const close = async () => {
        await lanes.close();
        await scoring.close();
      };
      const model = shared.cache ? cachedModel(lanes, openAnswerCache(join(dataDir, 'cache'))) : lanes;
      const call: LaneModel['call'] = (request) => model.call(request);
      return { call, health: () => lanes.health(), services: scoring.services, close };
    } catch (error) {
      await scoring.close();
      throw error;
    }
  };
}

/** Takes lanes until a signal; then finishes what is in flight and gives the lanes back. */
export const run: RunCommand<typeof workerSpec> = async (_args, options, context) => {
  const { env, note } = context;
  const urls = needUrls(context);
  const store = await openStore({ url: urls.results });
  try {
    const control = await openControl(urls.control, (error) => note(`control database: ${error.message}`));
    const interrupts = catchInterrupts(process, () =>
      note('Finishing what is in flight; what is left goes to other workers. Ctrl-C again gives it up.'),
    );
    try {
      const files = createFileBringer(control.registry);
      const lanes = options.lanes;
      if (context.json) context.print(JSON.stringify({ schema: 'assay.worker/1', pid: process.pid, lanes }));
      else note(`worker ${process.pid} takes up to ${lanes} lanes at once. Ctrl-C ends it.`);
      await carryLanes({
        control,
        store,
        openModel: modelOpener(options, context, files),
        keyOf: (target) => keyVariableOf(target, env),
        lanesAtOnce: lanes,
        stop: interrupts.stop,
        kill: interrupts.kill,
        note,
      }).finally(() => files.close());
      return 'ok';
    } finally {
      interrupts.release();
      await control.close();
    }
  } finally {
    await store.close();
  }
};
