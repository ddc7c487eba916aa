import type { SimulatedEndpoints } from '../providers/endpoint.ts';
import { simulatedTarget } from './target.ts';
import type { SimulatedModel } from './simulator-options.ts';

const vendorOfProtocol = {
  'openai-compatible': 'compatible',
  anthropic: 'anthropic',
  google: 'google',
} as const;

/** Which provider package reaches which simulated model, and where. `url`: of the running simulator. */
export function simulatedEndpoints(
  url: string,
  models: readonly Pick<SimulatedModel, 'name' | 'wire' | 'price'>[],
): SimulatedEndpoints {
  return new Map(
    models.map(({ name, price }) => {
      const { protocol, baseUrl } = simulatedTarget(url, name, models);
      return [name, { vendorId: vendorOfProtocol[protocol], baseUrl, price }];
    }),
  );
}
