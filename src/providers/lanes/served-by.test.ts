import { expect, it } from 'vitest';
import { ResponseHeaders } from '../transport/response-headers.ts';
import { servedByWire } from './served-by.ts';

it.each<[string | null, string[], string | undefined]>([
  [null, [], undefined],
  ['https://api.openai.com', ['x-request-id', 'r'], undefined],
  ['https://bedrock-runtime.eu-west-1.amazonaws.com', [], 'eu-west-1'],
  ['https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com', [], 'us-gov-west-1'],
  ['https://us-central1-aiplatform.googleapis.com', [], 'us-central1'],
  ['https://aiplatform.eu.rep.googleapis.com', [], 'eu'],
  ['https://aiplatform.googleapis.com', [], 'global'],
  ['https://router.huggingface.co', ['X-Inference-Provider', 'together'], 'together'],
  ['https://me.openai.azure.com', ['x-ms-region', 'East US 2'], 'East US 2'],
  ['https://api.groq.com', ['x-groq-region', 'us-west-1'], 'us-west-1'],
  ['http://litellm:4000', ['x-litellm-model-api-base', 'https://api.fireworks.ai/v1'], 'api.fireworks.ai'],
  ['http://gateway', ['x-ms-region', 'West Europe', 'x-bifrost-provider', 'azure'], 'azure'],
  ['https://bedrock-runtime.eu-west-1.amazonaws.com.example.com', [], undefined],
])('%s with %j: %s', (origin, flat, served) =>
  expect(servedByWire({ origin, headers: new ResponseHeaders(flat) })).toBe(served),
);
