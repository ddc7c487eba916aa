import { expect, it } from 'vitest';
import type { CallResult } from '../contract/attempt.ts';
import type { ModelRequest } from '../contract/model.ts';
import { regionModel } from './region-model.ts';

const result = { outcome: 'ok', responseId: 'r' } as CallResult;
const model = { call: async () => result };

it('marks results with where they were called from, if that is known', async () => {
  expect(await regionModel(model, 'eu').call({} as ModelRequest)).toEqual({ ...result, region: 'eu' });
  expect(await regionModel(model, undefined).call({} as ModelRequest)).toBe(result);
});
