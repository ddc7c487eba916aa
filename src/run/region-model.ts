/** Calls marked with where they were made from. */
import type { Model } from '../contract/model.ts';

/** `region`: label of this machine's place; without one, calls stay as they are. */
export function regionModel(model: Model, region: string | undefined): Model {
  if (!region) return model;
  return { call: async (request) => ({ ...(await model.call(request)), region }) };
}
