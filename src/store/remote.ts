import type { DumpStore } from '../contract/backup.ts';
import type { StorageAnswers } from '../contract/storage-store.ts';
import type { ListingStore } from '../contract/result-store.ts';
import type { RunList } from '../contract/run-listing.ts';
import { cursorOf, placeOf, type RunQuery } from '../contract/run-query.ts';
import { runIdIn } from '../base/run-id-in.ts';
import { AssayError, type ErrorCode } from '../contract/errors.ts';
import type { GridQuery } from '../contract/result-store.ts';
import type { GridPage } from '../contract/grid.ts';
import type { RunCase } from '../contract/run-case.ts';
import type { SampleBatch, SampleRecord } from '../contract/sample.ts';
import { RowsRefused } from '../contract/rows-refused.ts';
import type { Run } from '../contract/run.ts';
import type { RetriedAttempt, Sample, SamplePayload } from '../contract/sample.ts';
import { remoteDump, type Ask } from './remote-dump.ts';
import { remoteStorage } from './remote-storage.ts';
import type { History, HistoryAnswers } from '../contract/history.ts';
import { decodeTable } from './table-bytes.ts';

export interface RemoteAddress {
  /** As in `server.json`, e.g. `http://127.0.0.1:4600`. */
  url: string;
  token: string;
  /** Where it is now, asked when it does not answer or no longer knows the token; `null`: nobody there. */
  find?(): Promise<Pick<RemoteAddress, 'url' | 'token'> | null>;
  /** For tests: answers instead of the network. */
  fetch?: (request: Request) => Response | Promise<Response>;
}

/** The server can only say no to a store in these words; anything else is a failure of the store. */
const passedOn: ReadonlySet<string> = new Set<ErrorCode>([
  'usage',
  'not-allowed',
  'run-not-found',
  'store-busy',
]);

const runPath = (runId: string, rest: string) => `/api/runs/${encodeURIComponent(runId)}${rest}`;

/** The server lists so many at once at most. */
const runsAtOnce = 1000;

const listPath = ({ limit = 200, after, sinceMs, untilMs, suiteName, search, ...same }: RunQuery) => {
  const params = new URLSearchParams({ limit: String(Math.min(limit, runsAtOnce)) });
  const given = {
    cursor: after && cursorOf(after),
    since: sinceMs,
    until: untilMs,
    suite: suiteName,
    q: search,
    ...same,
  };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) params.set(name, String(value));
  return `/api/runs?${params}`;
};

/** Page after page, up to the limit. */
async function listAll(ask: Ask, query: RunQuery): Promise<Run[]> {
  const { limit = 200 } = query;
  const found: Run[] = [];
  let after = query.after;
  for (;;) {
    const { runs, next_cursor } = await json<RunList>(
      ask(listPath({ ...query, limit: limit - found.length, after })),
    );
    found.push(...runs.map(({ summary: _summary, ...run }) => run));
    const last = runs.at(-1);
    if (next_cursor === null || !last || found.length >= limit) return found;
    after = placeOf(last);
  }
}

/** The results held by another process, through its HTTP API. Throws `store-failed` when it cannot be reached. */
export function openRemoteStore(
  address: RemoteAddress,
): DumpStore & ListingStore & HistoryAnswers & StorageAnswers {
  const ask = asker(address);
  return {
    async putRun(run, cases) {
      await ask('/api/ingest/run', { run, cases });
    },
    async insert(batch: SampleBatch) {
      await ask('/api/ingest/samples', batch).catch((error: unknown) => {
        // the server does not take these rows, or not so many of them
        const isRefusal = error instanceof AssayError && error.code === 'usage';
        throw isRefusal ? new RowsRefused(error.message, { cause: error }) : error;
      });
    },
    listRuns: (query = {}) => listAll(ask, query),
    listings: (query) => json<RunList>(ask(listPath(query))),
    askHistory: (input) => json<History>(ask(`/api/history?${historyParams(input)}`)),
    async getRun(idOrPrefix) {
      const found = json<{ run: Run | null }>(ask(runPath(runIdIn(idOrPrefix), '/header')));
      return (await found.catch(whenUnknown({ run: null }))).run;
    },
    samples: (runId: string) => rowsOf<Sample>(() => ask(runPath(runId, '/samples')), 5000),
    records: (runId) => rowsOf<SampleRecord>(() => ask(runPath(runId, '/records')), 500),
    async cases(runId) {
      const found = json<{ cases: RunCase[] }>(ask(runPath(runId, '/run-cases')));
      return (await found.catch(whenUnknown({ cases: [] }))).cases;
    },
    async retried(runId) {
      const found = json<{ retried: RetriedAttempt[] }>(ask(runPath(runId, '/retried')));
      return (await found.catch(whenUnknown({ retried: [] }))).retried;
    },
    async table(runId) {
      const response = await ask(runPath(runId, '/table')).catch(whenUnknown(null));
      return response && decodeTable(new Uint8Array(await response.arrayBuffer()));
    },
    grid: (query) =>
      json<GridPage>(ask(`${runPath(query.runId, '/grid')}?${gridParams(query)}`)).catch(
        whenUnknown({ total: 0, cases: [] }),
      ),
    async caseDetail(runId, caseId) {
      const path = runPath(runId, `/cases/${encodeURIComponent(caseId)}`);
      const found = json<{ samples: { sample: Sample; payload: SamplePayload | null }[] }>(ask(path));
      return (await found.catch(whenUnknown({ samples: [] }))).samples;
    },
    ...remoteDump(ask),
    ...remoteStorage(ask),
    close: async () => {},
  };
}

type Place = Pick<RemoteAddress, 'url' | 'token'>;

function requestTo({ url, token }: Place, path: string, body: unknown): Request {
  const isRead = body === undefined;
  return new Request(new URL(path, url), {
    method: isRead ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(isRead ? {} : { 'content-type': 'application/json' }),
    },
    ...(isRead ? {} : { body: JSON.stringify(body) }),
  });
}

/** Every write may be sent twice: what was written before changes nothing. */
function asker({ url, token, find, fetch: send = fetch }: RemoteAddress): Ask {
  let place: Place = { url, token };
  async function tryAt(at: Place, path: string, body: unknown): Promise<Response | Error> {
    try {
      return await send(requestTo(at, path, body));
    } catch (error) {
      return error as Error;
    }
  }
  return async (path, body) => {
    let answer = await tryAt(place, path, body);
    if (find && (answer instanceof Error || answer.status === 401)) {
      const found = await find();
      const isMoved = found && (found.url !== place.url || found.token !== place.token);
      if (isMoved) {
        place = found;
        answer = await tryAt(place, path, body);
      }
    }
    if (answer instanceof Error)
      throw new AssayError('store-failed', `The server at ${place.url} does not answer.`, {
        remedy: 'Check that the process that opened the data directory is still running.',
        cause: answer,
      });
    if (!answer.ok) throw await refusal(place.url, answer);
    return answer;
  };
}

/** A run that is not there has no rows; only what else goes wrong is an error. */
function whenUnknown<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof AssayError && error.code === 'run-not-found') return value;
    throw error;
  };
}

async function json<T>(pending: Promise<Response>): Promise<T> {
  return (await (await pending).json()) as T;
}

async function refusal(url: string, response: Response): Promise<AssayError> {
  const body = (await response.json().catch(() => null)) as {
    error?: { code?: string; message?: string; remedy?: string | null };
  } | null;
  const { code = '', message = `status ${response.status}`, remedy } = body?.error ?? {};
  const known = passedOn.has(code) ? (code as ErrorCode) : 'store-failed';
  const text = known === 'store-failed' ? `The server at ${url} failed: ${message}` : message;
  return new AssayError(known, text, remedy ? { remedy } : {});
}

async function* rowsOf<Row>(open: () => Promise<Response>, perBatch: number): AsyncGenerator<Row[]> {
  const response = await open().catch(whenUnknown(null));
  if (!response?.body) return;
  let batch: Row[] = [];
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() as string;
    for (const line of lines) batch.push(JSON.parse(line) as Row);
    if (batch.length < perBatch) continue;
    yield batch;
    batch = [];
  }
  if (rest !== '')
    throw new AssayError('store-failed', `The rows of ${response.url} end in the middle of one.`);
  if (batch.length > 0) yield batch;
}

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Names as the route has them; lists as repeated names. */
function historyParams(input: Record<string, unknown>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(input).flatMap(([name, value]) =>
      [value].flat().flatMap((each) => (each === undefined ? [] : [[snake(name), String(each)]])),
    ),
  );
}

function gridParams(query: GridQuery): URLSearchParams {
  const { targetIds, disagreement, outcome, category, search, offset, limit } = query;
  const given = { ...disagreement, outcome, category, search, offset, limit, targets: targetIds.join(',') };
  return new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
