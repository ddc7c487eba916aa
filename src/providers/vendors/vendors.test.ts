import { describe, expect, it } from 'vitest';
import type { Target } from '../../contract/suite.ts';
import { resolveEndpoint } from '../endpoint.ts';
import { vendorOf, vendors } from '../registry.ts';

const target = (provider: string, more: Partial<Target> = {}): Target => ({
  id: 't',
  label: 't',
  provider,
  model: 'm',
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
  ...more,
});
const resolved = (provider: string, env: Record<string, string>, more: Partial<Target> = {}) =>
  resolveEndpoint(target(provider, more), env, new Map());

describe('vendors', () => {
  it('have ids that can stand before a slash, each once', () => {
    const ids = vendors.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z-]*$/);
  });

  it.each(vendors.filter((vendor) => vendor.keyEnv.length > 0 && !vendor.keyOptional))(
    '$id says which key it misses',
    ({ id, keyEnv }) => {
      expect(() => resolved(id, {})).toThrow(expect.objectContaining({ code: 'key-missing' }) as Error);
      expect(() => resolved(id, {})).toThrow(
        expect.objectContaining({ remedy: expect.stringContaining(keyEnv[0] as string) as string }) as Error,
      );
    },
  );

  it('name what else they need', () => {
    expect(() => resolved('azure', { AZURE_API_KEY: 'k' })).toThrow('AZURE_RESOURCE_NAME');
    expect(() => resolved('vertex', { GOOGLE_VERTEX_PROJECT: 'p' })).toThrow('GOOGLE_VERTEX_LOCATION');
    expect(() => resolved('bedrock', { AWS_SECRET_ACCESS_KEY: 's' })).toThrow(
      'AWS_ACCESS_KEY_ID and AWS_REGION',
    );
    expect(resolved('vertex', { GOOGLE_VERTEX_API_KEY: 'k' }).apiKey).toBe('k');
    expect(resolved('azure', { AZURE_API_KEY: 'k' }, { baseUrl: 'http://127.0.0.1:1' }).settings).toEqual({});
  });

  it('that are spoken to natively have an address, which a target may replace', () => {
    expect(resolved('ollama', {}).baseUrl).toBe('http://127.0.0.1:11434/v1');
    expect(resolved('ollama', {}, { baseUrl: 'http://10.0.0.1/v1' }).baseUrl).toBe('http://10.0.0.1/v1');
    expect(() => resolved('compatible', {})).toThrow('needs an address');
  });

  it('signs a Bedrock request when there are access keys, with nothing of ours among what is signed', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-north-1' };
    const endpoint = resolved('bedrock', env);
    const sent: { url: string; headers: Headers }[] = [];
    const fetch = (url: string, init: RequestInit) => {
      sent.push({ url: String(url), headers: new Headers(init.headers) });
      return Promise.resolve(new Response('{}', { status: 400 }));
    };
    const bedrock = vendorOf('bedrock');
    if (bedrock.native) throw new Error('a package speaks to Bedrock');
    const model = (await bedrock.load({ ...endpoint, fetch: fetch as typeof globalThis.fetch }))(
      'anthropic.m',
    );
    await expect(
      Promise.resolve(
        model.doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi.' }] }] }),
      ),
    ).rejects.toThrow();
    expect(sent[0]?.url).toBe(
      'https://bedrock-runtime.eu-north-1.amazonaws.com/model/anthropic.m/converse-stream',
    );
    const authorization = sent[0]?.headers.get('authorization') ?? '';
    expect(authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIA\/\d{8}\/eu-north-1\/bedrock\/aws4_request/,
    );
    expect(authorization).not.toContain('assay');
    expect(authorization).not.toContain('secret');
  });
});
