import { expect, it } from 'vitest';
import type { BatchRequest } from '../../contract/batch.ts';
import type { Target } from '../../contract/suite.ts';
import { resolveEndpoint } from '../endpoint.ts';
import { openReplayModel } from './replay-model.ts';

const target: Target = {
  id: 't',
  label: 't',
  provider: 'openai',
  model: 'm',
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
};
const request = {
  target,
  messages: [{ role: 'user', content: 'Hi.' }],
  tools: [],
} as unknown as BatchRequest;

async function resultOf(env: Record<string, string>, message: object) {
  const endpoint = resolveEndpoint(target, { OPENAI_API_KEY: 'k', ...env }, new Map());
  const model = await openReplayModel(endpoint, undefined, (text) => text);
  const body = { id: 'c', model: 'served-1', choices: [{ index: 0, message, finish_reason: 'stop' }] };
  return model.resultOf(request, 200, JSON.stringify(body));
}

it('reads an answer out of a batch by meaning, as one that was streamed', async () => {
  const content = [
    { type: 'text', text: 'Li' },
    { type: 'text', text: 'ma' },
  ];
  const result = await resultOf({}, { role: 'assistant', content });
  expect(result).toMatchObject({
    outcome: 'ok',
    answer: { text: 'Lima' },
    responseModel: 'served-1',
    batch: true,
  });
  expect(result.frames.at).toEqual([]);
  const refused = await resultOf({}, { role: 'assistant', content: null, refusal: 'No.' });
  expect(refused).toMatchObject({ outcome: 'refused', answer: { text: 'No.' } });
});

it('leaves it to the package where that is asked for', async () => {
  const content = [{ type: 'text', text: 'Lima' }];
  const result = await resultOf({ ASSAY_PACKAGE_READERS: 'openai' }, { role: 'assistant', content });
  expect(result.outcome).toBe('error');
});
