/** Anthropic's Message Batches: the requests are the body of one call, and the results one file. */
import { ownValue } from '../../base/own-value.ts';
import type { BatchModel, BatchStatus } from '../../contract/batch.ts';
import type { BatchApi } from './batch-api.ts';
import { cancelled, expired, noResult, withMissing } from './no-result.ts';
import type { ReplayModel } from './replay-model.ts';

/** https://docs.claude.com/en/docs/build-with-claude/batch-processing: 100,000 requests or 256 MB a batch. */
const limits = { requests: 100_000, bytes: 256_000_000 };

interface WireBatch {
  id: string;
  processing_status: 'in_progress' | 'canceling' | 'ended';
  request_counts: {
    processing: number;
    succeeded: number;
    errored: number;
    canceled: number;
    expired: number;
  };
  created_at: string;
  expires_at: string;
  /** `null` until there are results; they are asked for by the batch's id, as an address may be anywhere. */
  results_url: string | null;
}

interface WireError {
  type?: string;
  error?: { type?: string; message?: string };
}

interface WireLine {
  custom_id: string;
  result:
    | { type: 'succeeded'; message: unknown }
    | { type: 'errored'; error: WireError }
    | { type: 'canceled' | 'expired' };
}

/** The status that an error comes with when it is alone: https://docs.claude.com/en/api/errors. */
const statusOfError: Record<string, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

const states = { in_progress: 'going', canceling: 'cancelling', ended: 'ended' } as const;

function statusOf({ id, processing_status, request_counts: counts, ...batch }: WireBatch): BatchStatus {
  const done = counts.succeeded + counts.errored + counts.canceled + counts.expired;
  return {
    batchId: id,
    state: states[processing_status],
    total: done + counts.processing,
    done,
    createdAtMs: Date.parse(batch.created_at),
    expiresAtMs: Date.parse(batch.expires_at),
    failure: null,
  };
}

const path = '/messages/batches';
const resultsOf = (batchId: string) => `${path}/${batchId}/results`;

/** The provider keeps no name of ours with a batch; the items' ids are seen in its results alone. */
async function holdsKey(api: BatchApi, { id, results_url }: WireBatch, key: string): Promise<boolean> {
  if (results_url === null) return false;
  for await (const line of api.lines<WireLine>(resultsOf(id))) return line.custom_id.startsWith(`${key}-`);
  return false;
}

export interface Waiting {
  /** Between two looks at batches that may be the one. */
  pauseMs: number;
  sleep(ms: number): Promise<void>;
}

export function anthropicBatches(api: BatchApi, model: ReplayModel, { pauseMs, sleep }: Waiting): BatchModel {
  /** What is still being tried out is asked for in a header, which one of many requests cannot have for itself. */
  const betas = new Set<string>();
  const get = (batchId: string) => api.json<WireBatch>('GET', `${path}/${batchId}`);

  async function candidates(atMs: number, total: number): Promise<WireBatch[]> {
    const found: WireBatch[] = [];
    for (let after = ''; ;) {
      const page = await api.json<{ data: WireBatch[]; has_more: boolean; last_id: string | null }>(
        'GET',
        `${path}?limit=100${after}`,
      );
      const young = page.data.filter((batch) => Date.parse(batch.created_at) >= atMs);
      found.push(...young.filter((batch) => statusOf(batch).total === total));
      if (!page.has_more || young.length < page.data.length) return found;
      after = `&after_id=${page.last_id}`;
    }
  }

  async function* given(batchId: string, requests: Parameters<BatchModel['results']>[1]) {
    for await (const { custom_id, result } of api.lines<WireLine>(resultsOf(batchId))) {
      const request = requests.get(custom_id);
      if (request) yield { itemId: custom_id, result: await resultOf(model, request(), result) };
    }
  }

  return {
    limits,
    async bodyOf(request) {
      const { body, headers } = await model.requestOf(request);
      for (const beta of headers['anthropic-beta']?.split(',') ?? []) betas.add(beta.trim());
      return body;
    },
    async submit(_key, items) {
      const requests = items.map(({ id, body }) => `{"custom_id":${JSON.stringify(id)},"params":${body}}`);
      const more: Record<string, string> = betas.size > 0 ? { 'anthropic-beta': [...betas].join(',') } : {};
      const body = `{"requests":[${requests.join(',')}]}`;
      return statusOf(await api.json<WireBatch>('POST', path, body, more));
    },
    async find(key, { atMs, total }) {
      // whether a batch that still goes on is ours is known once it has ended
      for (;;) {
        const found = await candidates(atMs, total);
        for (const batch of found) if (await holdsKey(api, batch, key)) return statusOf(batch);
        if (found.every(({ processing_status }) => processing_status === 'ended')) return null;
        await sleep(pauseMs);
      }
    },
    statusOf: async (batchId) => statusOf(await get(batchId)),
    async cancel(batchId) {
      await api.json('POST', `${path}/${batchId}/cancel`);
    },
    results: (batchId, requests) => withMissing(requests.keys(), given(batchId, requests), null),
    refused: noResult,
  };
}

async function resultOf(
  model: ReplayModel,
  request: Parameters<ReplayModel['resultOf']>[0],
  result: WireLine['result'],
) {
  switch (result.type) {
    case 'succeeded':
      return model.resultOf(request, 200, JSON.stringify(result.message));
    case 'errored': {
      const status = ownValue(statusOfError, result.error.error?.type ?? '') ?? 500;
      return model.resultOf(request, status, JSON.stringify(result.error));
    }
    case 'canceled':
      return noResult(cancelled);
    case 'expired':
      return noResult(expired);
  }
}
