/** A worker: takes lanes of shared runs from the queue until it is stopped. */
import { join } from 'node:path';
import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
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
import { regionModel } from '../../run/region-model.ts';
import { regionLabel } from '../data/run-labels.ts';
import { cachedModel } from '../../run/cache/cached-model.ts';
import { openStore } from '../../store/open-store.ts';
import { carryLanes, type LaneModel } from '../../conduct/carry-lanes.ts';
import { pricesFor } from '../../conduct/prices-for.ts';
import type { AppContext } from '../context.ts';
import { functionOf } from '../function-of.ts';
import { checkScorerServices, openScorerServices } from '../score/scorer-services.ts';
import { numberInput } from '../input.ts';
import { defineUseCase } from '../use-case.ts';
import { createFileBringer, type FileBringer } from './fetch-shared-files.ts';
import { StopSwitch } from './run-handle.ts';

const workerHandleSchema = z.object({
  stopping: z.instanceof(AbortSignal).describe('aborted once it was asked to stop'),
  stop: functionOf<() => void>().describe(
    'finishes the calls in flight; the rest of its lanes goes to other workers',
  ),
  kill: functionOf<() => void>().describe('abandons the calls in flight, too'),
  ended: z
    .custom<Promise<void>>((value) => value instanceof Promise)
    .describe('resolves once it has given its lanes back'),
});

function needUrls({ control, results }: AppContext): { control: string; results: string } {
  if (control !== undefined && results !== undefined) return { control, results };
  throw new AssayError('usage', 'a worker needs --control and --results', {
    remedy:
      'Give --control postgres://user:password@host:5432/database and --results http://user:password@host:8123/database, or set ASSAY_CONTROL and ASSAY_RESULTS.',
  });
}

/** Keys, vectors, sandboxes and answers given before are this machine's own. */
function modelOpener(given: string | undefined, { env, dataDir }: AppContext, files: FileBringer) {
  const url = given ?? env['ASSAY_SIM'];
  return async (target: Target, shared: SharedRun): Promise<LaneModel> => {
    const isSimulated = target.provider === simulatorId && url !== undefined;
    const simulated = isSimulated ? simulatedEndpoints(url, await readSimulatedModels(url)) : new Map();
    const brought = await files.bring(shared);
    const prices = pricesFor(shared.run);
    const scoring = openScorerServices(null, { cwd: brought.suite, env }, { prices, simulated });
    try {
      await checkScorerServices(shared.suite, scoring.services);
      const lanes = await openLanes({
        targets: [target],
        env,
        simulated,
        files: brought.attachments,
        threads: 1,
      });
      const close = async () => {
        await lanes.close();
        await scoring.close();
      };
      const labelled = regionModel(lanes, regionLabel(env));
      const model = shared.cache ? cachedModel(labelled, openAnswerCache(join(dataDir, 'cache'))) : labelled;
      const call: LaneModel['call'] = (request) => model.call(request);
      return { call, health: () => lanes.health(), services: scoring.services, close };
    } catch (error) {
      await scoring.close();
      throw error;
    }
  };
}

/** Throws `usage` without the URLs of both databases, `store-failed` when one of them is away. */
export const startWorker = defineUseCase({
  name: 'startWorker',
  summary: 'Takes lanes of runs that machines share, until it is told to stop.',
  input: z.strictObject({
    lanes: numberInput(numberRules.count).default(4).describe('lanes at once'),
    simulator: z.string().min(1).optional().describe('address of a simulator, for targets named sim/…'),
  }),
  output: workerHandleSchema,
  async run({ lanes, simulator }, context) {
    const urls = needUrls(context);
    const note = (message: string) => context.notify({ code: 'worker', message });
    await using opened = new AsyncDisposableStack();
    const store = await openStore({ url: urls.results });
    opened.defer(() => store.close());
    const control = await openControl(urls.control, (error) => note(`control database: ${error.message}`));
    opened.defer(() => control.close());
    const files = createFileBringer(control.registry);
    opened.defer(() => files.close());
    const stops = new StopSwitch();
    const kept = opened.move();
    const ended = carryLanes({
      control,
      store,
      openModel: modelOpener(simulator, context, files),
      keyOf: (target) => keyVariableOf(target, context.env),
      lanesAtOnce: lanes,
      stop: stops.stopping,
      kill: stops.killing,
      note,
    }).finally(() => kept.disposeAsync());
    // whoever awaits it later still hears of a failure
    ended.catch(() => undefined);
    return { stopping: stops.stopping, stop: stops.stop, kill: stops.kill, ended };
  },
});
