/** `/v1/files` and `/v1/batches` as OpenAI documents them. */
import { wallClockMs } from '../../base/clock.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { openaiChat } from '../wires/openai-chat.ts';
import { answerEntry } from './answer-entry.ts';
import type { BatchCall, BatchReply } from './batch-call.ts';
import type { OpenaiKept, RefusedBatch } from './batch-desk.ts';
import { SimulatedBatch, type EntryResult } from './simulated-batch.ts';

interface Line {
  custom_id?: unknown;
  method?: unknown;
  url?: unknown;
  body?: { model?: unknown };
}

const endpoint = '/v1/chat/completions';
const maxLines = 50_000;
const dayMs = 86_400_000;
const seconds = (ms: number) => Math.floor(ms / 1000);

const wrong = (status: number, message: string): BatchReply => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param: null, code: null } },
});

/** What the provider finds wrong with a file, line by line. */
function errorsIn(lines: Line[]): RefusedBatch['errors'] {
  if (lines.length === 0) return [{ code: 'empty_file', message: 'The file is empty.', line: 1 }];
  if (lines.length > maxLines)
    return [
      { code: 'max_requests_exceeded', message: `More than ${maxLines} requests.`, line: maxLines + 1 },
    ];
  const seen = new Set<unknown>();
  const model = lines[0]?.body?.model;
  return lines.flatMap((line, i) => {
    const error = (code: string, message: string) => [{ code, message, line: i + 1 }];
    if (typeof line.custom_id !== 'string') return error('missing_custom_id', 'custom_id is required.');
    if (seen.has(line.custom_id)) return error('duplicate_custom_id', `${line.custom_id} is there twice.`);
    seen.add(line.custom_id);
    if (line.method !== 'POST' || line.url !== endpoint)
      return error('invalid_url', `The URL must be the batch's own: ${endpoint}.`);
    if (line.body?.model !== model) return error('mismatched_model', 'All requests must be to one model.');
    return [];
  });
}

function parsed(text: string): Line[] | null {
  try {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Line);
  } catch {
    return null;
  }
}

/** What was cancelled before it was reached is in neither file. */
const isListed = (result: EntryResult) => result.kind !== 'cancelled';
const isOutput = (result: EntryResult) => result.kind === 'answered' && result.status < 400;

function lineOf(batch: SimulatedBatch, i: number, result: EntryResult): string {
  const customId = batch.entries[i]?.customId;
  const id = `batch_req_${batch.id.slice(-12)}_${i}`;
  const base = { id, custom_id: customId };
  if (result.kind === 'answered') {
    const response = { status_code: result.status, request_id: `req_${i}`, body: result.body };
    return JSON.stringify({ ...base, response, error: null });
  }
  const message = 'This request could not be executed before the completion window expired.';
  const error = { code: 'batch_expired', message };
  return JSON.stringify({ ...base, response: null, error });
}

function statusWord(batch: SimulatedBatch): string {
  if (batch.state === 'cancelling') return 'cancelling';
  if (batch.state === 'going') return 'in_progress';
  return batch.isCancelled ? 'cancelled' : batch.isExpired ? 'expired' : 'completed';
}

function shown(batch: SimulatedBatch | RefusedBatch, kept: OpenaiKept) {
  const isRefused = !(batch instanceof SimulatedBatch);
  const results = isRefused ? [] : batch.results().filter(isListed);
  const completed = results.filter(isOutput).length;
  const isEnded = !isRefused && batch.state === 'ended';
  return {
    id: batch.id,
    object: 'batch',
    endpoint: kept.endpoint,
    errors: isRefused
      ? { object: 'list', data: batch.errors.map((error) => ({ ...error, param: null })) }
      : null,
    input_file_id: kept.inputFileId,
    completion_window: '24h',
    status: isRefused ? 'failed' : statusWord(batch),
    output_file_id: isEnded && completed > 0 ? `${batch.id}-output` : null,
    error_file_id: isEnded && completed < results.length ? `${batch.id}-errors` : null,
    created_at: seconds(batch.createdAtMs),
    expires_at: seconds(batch.createdAtMs + dayMs),
    request_counts: {
      total: isRefused ? 0 : batch.entries.length,
      completed,
      failed: results.length - completed,
    },
    metadata: kept.metadata,
  };
}

async function upload({ body, headers }: BatchCall, { batches }: SimulatorState): Promise<BatchReply> {
  const type = String(headers['content-type'] ?? '');
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => null);
  const file = form?.get('file');
  if (!form || !(file instanceof Blob)) return wrong(400, 'A file is needed, as multipart/form-data.');
  if (form.get('purpose') !== 'batch') return wrong(400, 'The purpose must be batch.');
  const text = await file.text();
  const id = batches.openai.addFile(text);
  const created_at = seconds(wallClockMs());
  const filename = 'batch.jsonl';
  return {
    status: 200,
    body: { id, object: 'file', bytes: text.length, created_at, filename, purpose: 'batch' },
  };
}

function begin({ body, key }: BatchCall, state: SimulatorState): BatchReply {
  const batchDesk = state.batches.openai;
  const asked = JSON.parse(body) as {
    input_file_id?: string;
    endpoint?: string;
    completion_window?: string;
    metadata?: OpenaiKept['metadata'];
  };
  const text = batchDesk.files.get(asked.input_file_id ?? '');
  if (text === undefined) return wrong(400, `There is no file ${asked.input_file_id}.`);
  if (asked.endpoint !== endpoint) return wrong(400, `The endpoint must be ${endpoint}.`);
  if (asked.completion_window !== '24h') return wrong(400, 'The completion_window must be 24h.');
  const kept = { inputFileId: asked.input_file_id as string, endpoint, metadata: asked.metadata ?? null };
  const lines = parsed(text);
  const errors = lines
    ? errorsIn(lines)
    : [{ code: 'invalid_json_line', message: 'A line is not valid JSON.', line: 1 }];
  const entries = (lines ?? []).map((line) => ({ customId: String(line.custom_id), body: line.body }));
  const id =
    errors.length > 0
      ? batchDesk.add({ id: batchDesk.newId(), createdAtMs: wallClockMs(), errors }, kept)
      : batchDesk.begin(entries, kept, (entry) => answerEntry(openaiChat, key, entry.body, state));
  const { batch } = batchDesk.find(id) as NonNullable<ReturnType<typeof batchDesk.find>>;
  return { status: 200, body: shown(batch, kept) };
}

function content(id: string, { batches }: SimulatorState): BatchReply {
  const own = batches.openai.files.get(id);
  if (own !== undefined) return { status: 200, text: own };
  const [, batchId = '', which] = /^(.*)-(output|errors)$/.exec(id) ?? [];
  const batch = batches.openai.find(batchId)?.batch;
  if (!(batch instanceof SimulatedBatch) || batch.state !== 'ended')
    return wrong(404, `There is no file ${id}.`);
  const lines = batch
    .results()
    .flatMap((result, i) =>
      isOutput(result) === (which === 'output') ? [`${lineOf(batch, i, result)}\n`] : [],
    );
  return { status: 200, text: lines.join('') };
}

/** `path`: what comes after `/openai/v1`. `null`: nothing is there. */
export async function openaiBatchReply(call: BatchCall, state: SimulatorState): Promise<BatchReply | null> {
  const { method, path, query } = call;
  const batchDesk = state.batches.openai;
  if (method === 'POST' && path === '/files') return upload(call, state);
  if (method === 'POST' && path === '/batches') return begin(call, state);
  const fileId = /^\/files\/([^/]+)\/content$/.exec(path)?.[1];
  if (method === 'GET' && fileId !== undefined) return content(fileId, state);
  if (method === 'GET' && path === '/batches') {
    const { page, hasMore } = batchDesk.page(Number(query.get('limit') ?? 20), query.get('after'));
    const data = page.map(({ batch, kept }) => shown(batch, kept));
    return { status: 200, body: { object: 'list', data, has_more: hasMore } };
  }
  const [, id = '', verb] = /^\/batches\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
  const found = batchDesk.find(id);
  if (!found) return id === '' ? null : wrong(404, `There is no batch ${id}.`);
  if (verb === '/cancel' && found.batch instanceof SimulatedBatch) found.batch.cancel();
  return { status: 200, body: shown(found.batch, found.kept) };
}
