import { findProvider } from '@pydantic/genai-prices';

/** Every model of these providers the public list has a price for, in alphabetical order. Providers it does not know have none. */
export function catalogueModels(providers: readonly string[]): { provider: string; model: string }[] {
  return providers.flatMap((provider) =>
    (findProvider({ providerId: provider })?.models ?? [])
      .map(({ id }) => ({ provider, model: id }))
      .toSorted((a, b) => (a.model < b.model ? -1 : 1)),
  );
}
