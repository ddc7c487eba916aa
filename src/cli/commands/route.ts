import { route } from '../../app/analysis/route.ts';
import type { RunTarget } from '../../contract/run.ts';
import { vendors } from '../../providers/registry.ts';
import { aiSdkMiddleware } from '../../report/ai-sdk-middleware.ts';
import { litellmConfig, type Connection } from '../../report/litellm-config.ts';
import { routeText } from '../../report/route-text.ts';
import type { RunCommand } from '../command.ts';
import type { routeSpec } from '../specs/decide.ts';
import { withProgressNote } from '../tell-while.ts';

/** As the run asked it; of plug-ins and simulated models only what the run says. */
function connectionOf({ provider, base_url: baseUrl, api_key_env: given }: RunTarget): Connection {
  const vendor = vendors.find(({ id }) => id === provider);
  return {
    baseUrl: baseUrl ?? vendor?.defaultBaseUrl ?? null,
    isOpenaiChat: vendor === undefined || vendor.wire === 'openai-chat',
    keyVariable: given ?? (vendor?.keyOptional ? null : (vendor?.keyEnv[0] ?? null)),
  };
}

/** What sending each call to one of several targets would have come to; with --export the policy for another program. */
export const run: RunCommand<typeof routeSpec> = async ([id], options, context) => {
  const { export: form, margin, check: checks, agreement } = options;
  const work = route({ run: id, margin, checks, agreement }, context);
  const { run, report } = await withProgressNote(context, 'routing', work);
  if (form === 'policy') context.document(`${JSON.stringify(report.policy, null, 2)}\n`);
  else if (form === 'litellm') context.document(`${litellmConfig(run, report.policy, connectionOf)}\n`);
  else if (form === 'ai-sdk') context.document(`${aiSdkMiddleware(run, report.policy)}\n`);
  else
    context.print(context.json ? JSON.stringify(report, null, 2) : routeText(report, run.targets, context));
  return 'ok';
};
