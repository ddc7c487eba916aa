import { sharedTable } from '../../analyze/table/shared-places.ts';
import { inComputePool, cellsOf } from '../../compute-pool/compute-pool.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore, SampleRecord } from '../../contract/result-store.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import type { RunTarget } from '../../contract/run.ts';
import { caseSignals, type CaseSignal, type SignalsWanted } from '../../decide/route/case-signals.ts';
import { vendors } from '../../providers/registry.ts';
import { aiSdkMiddleware } from '../../report/ai-sdk-middleware.ts';
import { litellmConfig, type Connection } from '../../report/litellm-config.ts';
import { routeText } from '../../report/route-text.ts';
import { sharedNote } from '../../report/shared-note.ts';
import type { RunCommand } from '../command.ts';
import type { routeSpec } from '../specs/decide.ts';
import { requireTable } from '../../app/data/require-table.ts';
import { withData } from '../../app/data/open-data.ts';
import { withProgressNote } from '../tell-while.ts';

async function* withoutPayloads(store: ResultStore, runId: string): AsyncGenerator<SampleRecord[]> {
  for await (const batch of store.samples(runId)) yield batch.map((sample) => ({ sample, payload: null }));
}

/** As the run asked it; of plug-ins and simulated models only what the run says. */
function connectionOf({ provider, base_url: baseUrl, api_key_env: given }: RunTarget): Connection {
  const vendor = vendors.find(({ id }) => id === provider);
  return {
    baseUrl: baseUrl ?? vendor?.defaultBaseUrl ?? null,
    isOpenaiChat: vendor === undefined || vendor.wire === 'openai-chat',
    keyVariable: given ?? (vendor?.keyOptional ? null : (vendor?.keyEnv[0] ?? null)),
  };
}

/** Nothing is read when nothing is wanted. */
async function signalsOf(
  store: ResultStore,
  runId: string,
  table: ResultTable,
  wanted: SignalsWanted,
): Promise<Map<string, CaseSignal[]>> {
  if (wanted.checks.length === 0 && !wanted.agreement) return new Map();
  const records = wanted.agreement ? store.records(runId) : withoutPayloads(store, runId);
  const signals = await caseSignals(table, records, wanted);
  const all = [...signals.values()].flat().map(({ on }) => on);
  for (const name of wanted.checks)
    if (!all.some((on) => on.on === 'check' && on.score === name))
      throw new AssayError('usage', `--check is "${name}", and no answer of this run has such a score`, {
        remedy: '`assay show --json` lists the scores of a run.',
      });
  if (wanted.agreement && !all.some(({ on }) => on === 'agreement'))
    throw new AssayError('usage', '--agreement needs answers of cases that were asked more than once', {
      remedy: 'Run the suite with --repeats 3, and keep its answers.',
    });
  return signals;
}

/** What sending each call to one of several targets would have come to; with --export the policy for another program. */
export const run: RunCommand<typeof routeSpec> = async ([id = 'latest'], options, context) => {
  const { export: form, margin } = options;
  const wanted = {
    checks: options.check,
    agreement: options.agreement,
  };
  const { run, table, shared, signals } = await withData(context, async (store) => {
    const found = await requireTable(store, id);
    const part = sharedTable(found.run, found.table);
    const signals = await signalsOf(store, found.run.run_id, part.table, wanted);
    return { run: found.run, ...part, signals };
  });
  for (const note of sharedNote(shared)) context.note(note);
  const work = inComputePool(cellsOf(table), 'route', { run, table, margin, signals });
  const report = await withProgressNote(context, 'routing', work);
  if (form === 'policy') context.document(`${JSON.stringify(report.policy, null, 2)}\n`);
  else if (form === 'litellm') context.document(`${litellmConfig(run, report.policy, connectionOf)}\n`);
  else if (form === 'ai-sdk') context.document(`${aiSdkMiddleware(run, report.policy)}\n`);
  else
    context.print(context.json ? JSON.stringify(report, null, 2) : routeText(report, run.targets, context));
  return 'ok';
};
