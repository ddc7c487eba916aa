/**
 * Rows of a data set on the Hugging Face hub, by the API of its dataset viewer: `/splits`, then `/rows` a hundred at a time.
 * https://huggingface.co/docs/dataset-viewer/rows
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AssayError } from '../contract/errors.ts';
import { issueProblems, problemSentence } from '../contract/problems/issue-problems.ts';
import type { PlacedRow } from './read-table.ts';

export interface HubSource {
  /** `owner/name`. */
  dataset: string;
  /** Default: the only one. */
  config?: string;
  /** Default: `test`, or the only one. */
  split?: string;
}

export interface HubOptions {
  /** Of the API, without a slash at the end. */
  address: string;
  /** For data sets that are not for everyone. */
  token?: string;
  /** Most rows. */
  limit: number;
  /** Before the first further try; doubles each time; default 1 s. */
  pauseMs?: number;
  /** Told of a row whose cells the hub cuts short; it is left out. */
  cut(place: number, cells: string[]): void;
}

export const hubAddress = 'https://datasets-server.huggingface.co';

/** The most the API gives at a time. */
const pageRows = 100;
const tries = 4;
const patienceMs = 30_000;
const longestPauseMs = 60_000;

const splits = z.object({
  splits: z.array(z.object({ dataset: z.string(), config: z.string(), split: z.string() })),
});
const page = z.object({
  rows: z.array(
    z.object({
      row_idx: z.number(),
      row: z.record(z.string(), z.unknown()),
      truncated_cells: z.array(z.string()).default([]),
    }),
  ),
  num_rows_total: z.number(),
});

const form = 'hf://owner/name, hf://owner/name/config or hf://owner/name/config/split';

/** What `hf://owner/name/config/split` names; `null` for anything that is no such address. Throws `usage` for half of one. */
export function hubSource(text: string): HubSource | null {
  if (!text.startsWith('hf://')) return null;
  const [owner, name, config, split, ...rest] = text.slice('hf://'.length).split('/').map(decodeURIComponent);
  if (!owner || !name || rest.length > 0)
    throw new AssayError('usage', `"${text}" is not a data set`, { remedy: `Expected ${form}.` });
  return { dataset: `${owner}/${name}`, ...(config && { config }), ...(split && { split }) };
}

const refusal = (dataset: string, reason: string, remedy?: string, cause?: unknown) =>
  new AssayError('usage', `${dataset} cannot be fetched: ${reason}`, {
    ...(remedy !== undefined && { remedy }),
    cause,
  });

const remedies: Record<number, string> = {
  401: 'Set HF_TOKEN to a token with read access, or check the name.',
  403: 'Accept its terms on the hub, and set HF_TOKEN to a token with read access.',
  404: 'Check owner, name, config and split; or download its Parquet files and give one to --from.',
};

/** One answer, asked for again while the hub is busy. */
async function ask<Answer>(
  path: string,
  params: Record<string, string>,
  shape: z.ZodType<Answer>,
  { address, token, pauseMs = 1000 }: HubOptions,
): Promise<Answer> {
  const dataset = params['dataset'] ?? '';
  const url = `${address}${path}?${new URLSearchParams(params).toString()}`;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  for (let attempt = 1; ; attempt++) {
    let response: Response;
    try {
      response = await fetch(url, { headers, signal: AbortSignal.timeout(patienceMs) });
    } catch (cause) {
      throw refusal(dataset, (cause as Error).message, `Check that ${address} can be reached.`, cause);
    }
    const isBusy = response.status === 429 || response.status >= 500;
    if (isBusy && attempt < tries) {
      const wanted = Number(response.headers.get('retry-after') ?? 0) * 1000;
      await response.body?.cancel();
      await sleep(Math.min(longestPauseMs, Math.max(wanted || 0, pauseMs * 2 ** (attempt - 1))));
      continue;
    }
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const said = z.object({ error: z.string() }).safeParse(body);
      const reason = said.success ? said.data.error : `status ${response.status}`;
      throw refusal(dataset, reason, remedies[response.status]);
    }
    const read = shape.safeParse(body);
    if (read.success) return read.data;
    const context = { schema: shape, value: body, noun: 'the answer' };
    const [problem] = issueProblems(read.error.issues, context);
    throw refusal(
      dataset,
      `${path} answered in an unexpected form: ${problem ? problemSentence(problem) : ''}`,
    );
  }
}

/** The one split that is meant. Throws `usage` with those there are. */
async function place(source: HubSource, options: HubOptions): Promise<Required<HubSource>> {
  const { dataset, config, split } = source;
  if (config !== undefined && split !== undefined) return { dataset, config, split };
  const { splits: all } = await ask('/splits', { dataset }, splits, options);
  const fitting = all.filter((one) => config === undefined || one.config === config);
  const tests = fitting.filter((one) => one.split === 'test');
  const [only, ...others] = tests.length === 1 ? tests : fitting;
  if (only && others.length === 0) return { dataset, config: only.config, split: only.split };
  const there = (fitting.length > 0 ? fitting : all).map((one) => `${one.config}/${one.split}`);
  throw refusal(
    dataset,
    fitting.length > 0 ? 'it has several parts' : `it has no config "${config}"`,
    `Name one, hf://${dataset}/CONFIG/SPLIT: ${there.slice(0, 20).join(', ')}${there.length > 20 ? ', …' : ''}.`,
  );
}

/** The rows in their order, counted from 1. Throws `usage` with what the hub said. */
export async function* readHub(source: HubSource, options: HubOptions): AsyncGenerator<PlacedRow> {
  const part = await place(source, options);
  let total = Infinity;
  for (let offset = 0; offset < Math.min(total, options.limit); offset += pageRows) {
    const length = Math.min(pageRows, options.limit - offset);
    const params = { ...part, offset: String(offset), length: String(length) };
    const { rows, num_rows_total } = await ask('/rows', params, page, options);
    total = num_rows_total;
    if (rows.length === 0) return;
    for (const { row_idx, row, truncated_cells } of rows) {
      if (truncated_cells.length > 0) options.cut(row_idx + 1, truncated_cells);
      else yield { row, place: row_idx + 1 };
    }
  }
}
