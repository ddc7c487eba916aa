/** The server's answers, and the one way to ask for them. */
import type { RunSummary } from '../../../src/contract/analysis.ts';
import type { RunCase } from '../../../src/contract/run-case.ts';
import type { Run } from '../../../src/contract/run.ts';
import type { Sample, SamplePayload } from '../../../src/contract/sample.ts';
import { pageKey } from './page-key.ts';
import { noteAnswer, noteSilence } from './server-presence.ts';

/** What the list shows of a run beyond its header. */
export interface ShortSummary {
  done: number;
  best_quality: { target_id: string; label: string; value: number } | null;
  total_cost_usd: number | null;
}

export interface RunList {
  runs: (Run & { summary?: ShortSummary | null })[];
}

export interface RunDetail {
  run: Run;
  summary: RunSummary;
  /** Where to begin listening so that nothing is missed. */
  last_event_id: number;
  live: boolean;
}

export interface CaseDetail {
  case: RunCase | null;
  samples: { sample: Sample; payload: SamplePayload | null }[];
}

/** The server said no, or could not be reached (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly remedy: string | undefined;

  constructor(status: number, message: string, remedy?: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.remedy = remedy;
  }
}

/** GET as JSON. The request the boot script began is used for the first call to the same address. */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return read<T>(takeFirstFetch(url) ?? fetch(url, signal ? { signal } : {}));
}

/** POST, with a body as JSON when there is one; the header shows the server that its own page asks, opened by its link. */
export async function post(url: string, body?: object): Promise<void> {
  const asPage = { 'x-assay': pageKey() };
  const init = body
    ? { headers: { ...asPage, 'content-type': 'application/json' }, body: JSON.stringify(body) }
    : { headers: asPage };
  await read<unknown>(fetch(url, { method: 'POST', ...init }));
}

export const runUrl = (runId: string, rest = '') => `/api/runs/${encodeURIComponent(runId)}${rest}`;

function takeFirstFetch(url: string): Promise<Response> | undefined {
  const first = window.assayFirstFetch;
  if (first?.url !== url) return undefined;
  delete window.assayFirstFetch;
  return first.response;
}

async function read<T>(pending: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await pending;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    noteSilence();
    throw new ApiError(0, 'The server does not answer.', 'Start it again with: assay serve');
  }
  noteAnswer(response);
  if (!response.ok) throw await errorOf(response);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

async function errorOf(response: Response): Promise<ApiError> {
  const fallback = `The server answered ${response.status}.`;
  try {
    const body = (await response.json()) as { error?: { message?: string; remedy?: string } };
    return new ApiError(response.status, body.error?.message ?? fallback, body.error?.remedy);
  } catch {
    return new ApiError(response.status, fallback);
  }
}
