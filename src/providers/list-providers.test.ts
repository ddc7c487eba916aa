import { describe, expect, it } from 'vitest';
import { listProviders } from './list-providers.ts';
import { vendors } from './registry.ts';
import { mockedByOthers, officialSdks } from './verification.ts';

const of = (id: string, env: Record<string, string> = {}) =>
  listProviders(env).find((facts) => facts.id === id)!;

describe('listProviders', () => {
  it('lists every provider, and none as tried on its live API', () => {
    const all = listProviders({});
    expect(all.map(({ id }) => id)).toEqual(vendors.map(({ id }) => id));
    expect(all.every((facts) => !facts.live && facts.verified_by.length > 0)).toBe(true);
  });

  it('says whether a key is set, never which', () => {
    expect(of('google', { GEMINI_API_KEY: 'canary' })).toMatchObject({
      key: { set: 'GEMINI_API_KEY', optional: false },
      missing: [],
    });
    expect(of('google').missing).toEqual(['GOOGLE_GENERATIVE_AI_API_KEY']);
    const env = Object.fromEntries(vendors.flatMap(({ keyEnv }) => keyEnv).map((name) => [name, 'canary']));
    expect(JSON.stringify(listProviders(env))).not.toContain('canary');
  });

  it('names what is missing besides the key', () => {
    expect(of('azure', { AZURE_API_KEY: 'k' }).missing).toEqual(['AZURE_RESOURCE_NAME']);
    expect(of('vertex', { GOOGLE_VERTEX_API_KEY: 'k' }).missing).toEqual([]);
    expect(of('ollama')).toMatchObject({ package: null, installed: true, missing: [] });
  });

  it('knows only providers that exist as verified', () => {
    const ids = vendors.map(({ id }) => id);
    for (const id of [...mockedByOthers, ...Object.keys(officialSdks)]) expect(ids).toContain(id);
  });
});
