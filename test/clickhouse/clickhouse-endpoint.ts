/**
 * A server that speaks ClickHouse's HTTP interface, with the real engine (chDB) behind it: what `@clickhouse/client` sends by URL is
 * parsed, planned and executed by ClickHouse itself. Not here: several users, sessions, progress headers, an exception in the
 * middle of a body, more than one request at a time (they queue).
 * https://clickhouse.com/docs/interfaces/http
 */
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Session } from 'chdb';

export interface ClickHouseEndpoint {
  /** With user, password and database: what a store is opened with. */
  url: string;
  /** Requests so far by the first word of their statement, for tests that the network was used. */
  requests: Map<string, number>;
  /** Runs a statement past the network, e.g. to prepare. */
  execute(sql: string): Promise<string>;
  close(): Promise<void>;
}

/** Parameters of a request that are no settings of the engine. */
const notSettings = new Set(['query', 'query_id', 'database', 'default_format', 'role', 'session_id']);
/** Settings of the HTTP interface itself. */
const ofInterface = /^(enable_http_compression|wait_end_of_query|send_progress_in_http_headers|http_.*)$/;
const identifier = /^\w+$/;
/** https://github.com/ClickHouse/ClickHouse: src/Server/HTTP/exceptionCodeToHTTPStatus.cpp; everything else is 500. */
const statusOfCode: Record<number, number> = {
  47: 404,
  60: 404,
  81: 404,
  46: 404,
  36: 400,
  53: 400,
  62: 400,
  27: 400,
  117: 400,
  241: 500,
  516: 403,
  497: 403,
};

class EngineError extends Error {
  readonly code: number;
  constructor(text: string) {
    super(text);
    this.code = Number(/Code: (\d+)/.exec(text)?.[1] ?? 1002);
  }
}

const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function statementOf(params: URLSearchParams, body: Buffer): string {
  const query = params.get('query');
  return query === null ? body.toString() : body.length > 0 ? `${query}\n${body.toString()}` : query;
}

/** `FORMAT` at the end of a statement wins over the request's parameter. */
function formatOf(params: URLSearchParams, request: IncomingMessage, sql: string): string {
  const header = request.headers['x-clickhouse-format'];
  return (
    /\bFORMAT\s+(\w+)\s*;?\s*$/i.exec(sql)?.[1] ??
    params.get('default_format') ??
    header?.toString() ??
    'TabSeparated'
  );
}

function refuseStrangers(request: IncomingMessage, user: string, password: string): void {
  const [, given = ''] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  const sent = Buffer.from(given, 'base64');
  const expected = Buffer.from(`${user}:${password}`);
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected))
    throw new EngineError(
      'Code: 516. DB::Exception: default: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)',
    );
}

/** One request at a time, each with its own database, settings and parameters. */
class Engine {
  readonly #session: Session;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#session = new Session(path);
  }

  async run(sql: string, format = 'TabSeparated'): Promise<Buffer> {
    try {
      return Buffer.from((await this.#session.queryAsync(sql, { format })).bytes());
    } catch (error) {
      throw new EngineError((error as Error).message);
    }
  }

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    this.#session.close();
  }
}

const nativeInsert = /^INSERT INTO (\S+) \(([^)]*)\) FORMAT Native\s*$/;

/** Rows as bytes are no text of a statement: the engine reads them from a file, for the time of the request. */
async function withRows<T>(
  folder: string,
  params: URLSearchParams,
  body: Buffer,
  work: (sql: string) => Promise<T>,
): Promise<T> {
  const [, table, columns] = nativeInsert.exec(params.get('query') ?? '') ?? [];
  if (table === undefined || columns === undefined) return work(statementOf(params, body));
  const path = join(folder, `rows-${randomUUID()}`);
  await writeFile(path, body);
  try {
    return await work(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM file(${literal(path)}, 'Native')`,
    );
  } finally {
    await rm(path);
  }
}

/** Settings go as `SET`, parameters as `SET param_…`: the engine reads their text as it does a request's. */
async function answer(engine: Engine, request: IncomingMessage, params: URLSearchParams, sql: string) {
  const format = formatOf(params, request, sql);
  const database = params.get('database') ?? 'default';
  const set = [...params].filter(([name]) => !notSettings.has(name) && !ofInterface.test(name));
  for (const [name] of set)
    if (!identifier.test(name))
      throw new EngineError(`Code: 115. DB::Exception: Setting ${name} is unknown. (UNKNOWN_SETTING)`);
  return engine.inTurn(async () => {
    await engine.run(`USE \`${database.replaceAll('`', '')}\``);
    for (const [name, value] of set) await engine.run(`SET ${name} = ${literal(value)}`);
    try {
      return { format, bytes: await engine.run(sql, format), sql };
    } finally {
      for (const [name] of set) if (!name.startsWith('param_')) await engine.run(`SET ${name} = DEFAULT`);
    }
  });
}

function send(
  response: ServerResponse,
  request: IncomingMessage,
  params: URLSearchParams,
  format: string,
  bytes: Buffer,
): void {
  const wanted =
    params.get('enable_http_compression') === '1' && /gzip/.test(String(request.headers['accept-encoding']));
  response.writeHead(200, {
    'content-type': /JSON/.test(format)
      ? 'application/json; charset=UTF-8'
      : 'text/tab-separated-values; charset=UTF-8',
    'x-clickhouse-format': format,
    'x-clickhouse-query-id': params.get('query_id') ?? '',
    'x-clickhouse-timezone': 'UTC',
    'x-clickhouse-summary':
      '{"read_rows":"0","read_bytes":"0","written_rows":"0","written_bytes":"0","result_rows":"0","elapsed_ns":"0"}',
    ...(wanted && { 'content-encoding': 'gzip' }),
  });
  response.end(wanted ? gzipSync(bytes) : bytes);
}

function refuse(response: ServerResponse, error: unknown): void {
  const { code, message } = error instanceof EngineError ? error : new EngineError(String(error));
  response.writeHead(statusOfCode[code] ?? 500, {
    'content-type': 'text/plain; charset=UTF-8',
    'x-clickhouse-exception-code': String(code),
  });
  response.end(`${message}\n`);
}

/** `path`: an empty folder. The database of the URL is made. */
export async function startClickHouse(path: string, database = 'assay'): Promise<ClickHouseEndpoint> {
  const engine = new Engine(path);
  await engine.run(`CREATE DATABASE IF NOT EXISTS ${database}`);
  const requests = new Map<string, number>();
  const [user, password] = ['bench', 'p@ss w/rd'];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: params } = new URL(request.url ?? '/', 'http://engine');
    if (pathname === '/ping') return void response.end('Ok.\n');
    try {
      const sent = await buffer(request);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      refuseStrangers(request, user, password);
      const word = (
        /\w+/.exec(params.get('query') ?? body.toString('latin1', 0, 80))?.[0] ?? ''
      ).toUpperCase();
      requests.set(word, (requests.get(word) ?? 0) + 1);
      const { format, bytes } = await withRows(path, params, body, (sql) =>
        answer(engine, request, params, sql),
      );
      send(response, request, params, format, bytes);
    } catch (error) {
      refuse(response, error);
    }
  }
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    requests,
    execute: async (sql) => (await engine.inTurn(() => engine.run(sql))).toString(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      engine.close();
    },
  };
}
