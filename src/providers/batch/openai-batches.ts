/** OpenAI's batches: a file of requests is uploaded, a batch made of it, and two files come back: answers and errors. */
import type { BatchItem, BatchModel, BatchStatus } from '../../contract/batch.ts';
import type { AttemptFailure } from '../../contract/attempt.ts';
import type { BatchApi } from './batch-api.ts';
import { cancelled, expired, noResult, withMissing } from './no-result.ts';
import type { ReplayModel } from './replay-model.ts';

/** https://platform.openai.com/docs/guides/batch: 50,000 requests and 200 MB a file. */
const limits = { requests: 50_000, bytes: 200_000_000 };

interface WireBatch {
  id: string;
  status: string;
  errors?: { data?: { code?: string; message?: string }[] } | null;
  output_file_id?: string | null;
  error_file_id?: string | null;
  created_at?: number;
  expires_at?: number | null;
  request_counts?: { total: number; completed: number; failed: number } | null;
  metadata?: Record<string, string> | null;
}

interface WireLine {
  custom_id: string;
  response?: { status_code: number; body: unknown } | null;
  error?: { code?: string; message?: string } | null;
}

const ended = new Set(['completed', 'failed', 'expired', 'cancelled']);
/** Its name in a batch's metadata. */
const keyName = 'assay_key';

const msOf = (seconds: number | null | undefined) => (seconds == null ? null : seconds * 1000);

function failureOf({ status, errors }: WireBatch): AttemptFailure | null {
  if (status === 'expired') return expired;
  if (status === 'cancelled') return cancelled;
  if (status !== 'failed') return null;
  const [first] = errors?.data ?? [];
  const isQuota = /quota|token_limit/.test(first?.code ?? '');
  const message = `the batch was not started: ${first?.message ?? first?.code ?? 'no reason was given'}`;
  return { class: isQuota ? 'quota' : 'bad_request', message, httpStatus: null, retryAfterMs: null };
}

function statusOf(batch: WireBatch): BatchStatus {
  const { total = 0, completed = 0, failed = 0 } = batch.request_counts ?? {};
  return {
    batchId: batch.id,
    state: ended.has(batch.status) ? 'ended' : batch.status === 'cancelling' ? 'cancelling' : 'going',
    total,
    done: completed + failed,
    createdAtMs: msOf(batch.created_at),
    expiresAtMs: msOf(batch.expires_at),
    failure: failureOf(batch),
  };
}

function fileOf(items: readonly BatchItem[], endpoint: string): FormData {
  const head = (id: string) =>
    `{"custom_id":${JSON.stringify(id)},"method":"POST","url":"${endpoint}","body":`;
  const lines = items.map(({ id, body }) => `${head(id)}${body}}\n`);
  const form = new FormData();
  form.set('purpose', 'batch');
  form.set('file', new Blob(lines, { type: 'application/jsonl' }), 'batch.jsonl');
  return form;
}

/** `endpoint`: the path that each request is for, e.g. `/v1/chat/completions`. */
export function openaiBatches(api: BatchApi, model: ReplayModel, endpoint: string): BatchModel {
  const get = (batchId: string) => api.json<WireBatch>('GET', `/batches/${batchId}`);

  /** Newest first, so that it ends at the first that is too old. */
  async function* made(sinceMs: number) {
    let after = '';
    for (;;) {
      const page = await api.json<{ data: WireBatch[]; has_more?: boolean }>(
        'GET',
        `/batches?limit=100${after}`,
      );
      for (const batch of page.data) {
        if ((msOf(batch.created_at) ?? Infinity) < sinceMs) return;
        yield batch;
      }
      const last = page.data.at(-1);
      if (!page.has_more || !last) return;
      after = `&after=${last.id}`;
    }
  }

  async function* given(batch: WireBatch, requests: Parameters<BatchModel['results']>[1]) {
    for (const file of [batch.output_file_id, batch.error_file_id]) {
      if (!file) continue;
      for await (const line of api.lines<WireLine>(`/files/${file}/content`)) {
        const request = requests.get(line.custom_id);
        if (!request) continue;
        const { response } = line;
        const result = response
          ? await model.resultOf(request(), response.status_code, JSON.stringify(response.body))
          : resultOfError(line.error);
        yield { itemId: line.custom_id, result };
      }
    }
  }

  return {
    limits,
    bodyOf: async (request) => (await model.requestOf(request)).body,
    async submit(key, items) {
      const { id } = await api.json<{ id: string }>('POST', '/files', fileOf(items, endpoint));
      const wanted = { input_file_id: id, endpoint, completion_window: '24h', metadata: { [keyName]: key } };
      return statusOf(await api.json<WireBatch>('POST', '/batches', JSON.stringify(wanted)));
    },
    async find(key, { atMs }) {
      for await (const batch of made(atMs)) if (batch.metadata?.[keyName] === key) return statusOf(batch);
      return null;
    },
    statusOf: async (batchId) => statusOf(await get(batchId)),
    async cancel(batchId) {
      await api.json('POST', `/batches/${batchId}/cancel`);
    },
    async *results(batchId, requests) {
      const batch = await get(batchId);
      yield* withMissing(requests.keys(), given(batch, requests), failureOf(batch));
    },
    refused: noResult,
  };
}

function resultOfError(error: WireLine['error']) {
  if (error?.code === 'batch_expired') return noResult(expired);
  if (error?.code === 'batch_cancelled') return noResult(cancelled);
  const message = error?.message ?? error?.code ?? 'the batch has neither an answer nor an error';
  return noResult({ class: 'http_5xx', message, httpStatus: null, retryAfterMs: null });
}
