/** `/v1/messages/batches` as Anthropic documents it. */
import type { SimulatorState } from '../simulator-state.ts';
import { anthropicMessages } from '../wires/anthropic-messages.ts';
import { answerEntry } from './answer-entry.ts';
import type { BatchCall, BatchReply } from './batch-call.ts';
import type { EntryResult, SimulatedBatch } from './simulated-batch.ts';

const maxRequests = 100_000;
const dayMs = 86_400_000;
const isoOf = (ms: number) => new Date(ms).toISOString();
const states = { going: 'in_progress', cancelling: 'canceling', ended: 'ended' };

const wrong = (message: string, status = 400): BatchReply => {
  const type = status === 404 ? 'not_found_error' : 'invalid_request_error';
  return { status, body: { type: 'error', error: { type, message } } };
};

function kindOf(result: EntryResult) {
  if (result.kind === 'answered') return result.status < 400 ? 'succeeded' : 'errored';
  return result.kind === 'cancelled' ? 'canceled' : 'expired';
}

function shown(batch: SimulatedBatch, base: string) {
  const kinds = batch.results().map(kindOf);
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  const isEnded = batch.state === 'ended';
  return {
    id: batch.id,
    type: 'message_batch',
    processing_status: states[batch.state],
    // until the end all of them count as being worked on
    request_counts: {
      processing: isEnded ? 0 : batch.entries.length,
      succeeded: isEnded ? count('succeeded') : 0,
      errored: isEnded ? count('errored') : 0,
      canceled: isEnded ? count('canceled') : 0,
      expired: isEnded ? count('expired') : 0,
    },
    created_at: isoOf(batch.createdAtMs),
    expires_at: isoOf(batch.createdAtMs + dayMs),
    ended_at: isEnded ? isoOf(batch.createdAtMs) : null,
    cancel_initiated_at: batch.isCancelled ? isoOf(batch.createdAtMs) : null,
    archived_at: null,
    results_url: isEnded ? `${base}/anthropic/v1/messages/batches/${batch.id}/results` : null,
  };
}

function lineOf(customId: string | undefined, result: EntryResult): string {
  const kind = kindOf(result);
  const what =
    result.kind !== 'answered'
      ? {}
      : kind === 'succeeded'
        ? { message: result.body }
        : { error: result.body };
  return `${JSON.stringify({ custom_id: customId, result: { type: kind, ...what } })}\n`;
}

function begin({ body, key, base }: BatchCall, state: SimulatorState): BatchReply {
  const { requests } = JSON.parse(body) as {
    requests?: { custom_id?: unknown; params?: { stream?: unknown } }[];
  };
  if (!Array.isArray(requests) || requests.length === 0) return wrong('requests: Field required');
  if (requests.length > maxRequests) return wrong(`requests: at most ${maxRequests}`);
  const ids = requests.map(({ custom_id }) => custom_id);
  const odd = ids.find((id) => typeof id !== 'string' || !/^[a-zA-Z0-9_-]{1,64}$/.test(id));
  if (odd !== undefined)
    return wrong(`custom_id: ${JSON.stringify(odd)} does not match ^[a-zA-Z0-9_-]{1,64}$`);
  if (new Set(ids).size < ids.length) return wrong('custom_id: each must be there once');
  if (requests.some(({ params }) => params?.stream === true)) return wrong('params.stream: not in a batch');
  const entries = requests.map(({ custom_id, params }) => ({ customId: String(custom_id), body: params }));
  const batchDesk = state.batches.anthropic;
  const id = batchDesk.begin(entries, null, (entry) =>
    answerEntry(anthropicMessages, key, entry.body, state),
  );
  return { status: 200, body: shown(batchDesk.find(id)?.batch as SimulatedBatch, base) };
}

/** `path`: what comes after `/anthropic/v1`. `null`: nothing is there. */
export function anthropicBatchReply(call: BatchCall, state: SimulatorState): BatchReply | null {
  const { method, path, query, base } = call;
  const batchDesk = state.batches.anthropic;
  const match = /^\/messages\/batches(?:\/([^/]+)(\/cancel|\/results)?)?$/.exec(path);
  if (!match) return null;
  const [, id, verb] = match;
  if (id === undefined && method === 'POST') return begin(call, state);
  if (id === undefined) {
    const { page, hasMore } = batchDesk.page(Number(query.get('limit') ?? 20), query.get('after_id'));
    const data = page.map(({ batch }) => shown(batch as SimulatedBatch, base));
    const ends = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
    return { status: 200, body: { data, has_more: hasMore, ...ends } };
  }
  const batch = batchDesk.find(id)?.batch as SimulatedBatch | undefined;
  if (!batch) return wrong(`There is no batch ${id}.`, 404);
  if (verb === '/cancel') batch.cancel();
  if (verb !== '/results') return { status: 200, body: shown(batch, base) };
  if (batch.state !== 'ended') return wrong('The batch has no results yet.', 404);
  const lines = batch.results().map((result, i) => lineOf(batch.entries[i]?.customId, result));
  return { status: 200, text: lines.join('') };
}
