/** How a client reaches a simulated model and what it costs there. */
import { AssayError } from '../contract/errors.ts';
import type { Price } from '../contract/suite.ts';
import { profileSchema } from './profile.ts';
import type { WireName } from './profile.ts';
import { shippedProfiles } from './profiles.ts';
import type { SimulatedModel } from './simulator-options.ts';

export interface SimulatedTarget {
  wire: WireName;
  /** Which AI SDK provider package speaks the wire. */
  protocol: 'openai-compatible' | 'anthropic' | 'google';
  /** What that provider takes as its base URL. */
  baseUrl: string;
}

const endpoints: Record<WireName, { protocol: SimulatedTarget['protocol']; path: string }> = {
  'openai-chat': { protocol: 'openai-compatible', path: '/openai/v1' },
  'anthropic-messages': { protocol: 'anthropic', path: '/anthropic/v1' },
  gemini: { protocol: 'google', path: '/google/v1beta' },
};

export function shippedModels(): SimulatedModel[] {
  return shippedProfiles.map((input) => {
    const profile = profileSchema.parse(input);
    return { name: profile.name, wire: profile.wire, price: profile.price, profile };
  });
}

/** `models`: those of the running simulator; default: the shipped ones. Throws `AssayError` for a name not among them. */
export function simulatedTarget(
  url: string,
  modelName: string,
  models: readonly Pick<SimulatedModel, 'name' | 'wire'>[] = shippedModels(),
): SimulatedTarget {
  const model = models.find((candidate) => candidate.name === modelName);
  if (!model) {
    throw new AssayError('usage', `The simulator has no model ${JSON.stringify(modelName)}.`, {
      remedy: `Use one of: ${models.map((candidate) => candidate.name).join(', ')}.`,
    });
  }
  const { protocol, path } = endpoints[model.wire];
  return { wire: model.wire, protocol, baseUrl: `${url.replace(/\/+$/, '')}${path}` };
}

/** Model name → price; models without a known price are left out. */
export function simulatorPrices(models: readonly SimulatedModel[] = shippedModels()): Record<string, Price> {
  return Object.fromEntries(models.flatMap((model) => (model.price ? [[model.name, model.price]] : [])));
}

/** The models of a running simulator. Rejects with an `AssayError` when there is none at that address. */
export async function readSimulatedModels(url: string): Promise<SimulatedModel[]> {
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/models`);
    return ((await response.json()) as { models: SimulatedModel[] }).models;
  } catch (cause) {
    throw new AssayError('usage', `No simulator answers at ${url}.`, {
      remedy: 'Start one with `assay sim` and use the address it prints.',
      cause,
    });
  }
}
