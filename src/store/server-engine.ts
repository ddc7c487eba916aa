import { ClickHouseError, createClient } from '@clickhouse/client';
import { hideCredentials } from '../base/hide-credentials.ts';
import { AssayError } from '../contract/errors.ts';
import type { Engine } from './engine.ts';

const form = 'http://user:password@host:8123/database';
/** UNKNOWN_DATABASE; it is not made here, as few users of a server may make one. */
const unknownDatabase = '81';

/** How long a whole table may take, and how often the server says meanwhile that it is still at work; ms. */
const longWorkMs = 3_600_000;
const signOfLifeMs = '10000';

/**
 * A ClickHouse server. Throws `usage` when `url` is none. `isLongWork`: whole tables are read and written; what the server refuses in the
 * middle of it may go unnoticed, so that the rows must be compared afterwards.
 */
export function openServer(url: string, { isLongWork = false }: { isLongWork?: boolean } = {}): Engine {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new AssayError('usage', `"${hideCredentials(url)}" is not the URL of a ClickHouse server.`, {
      remedy: `Expected: ${form}`,
    });
  const cluster = parsed.searchParams.get('cluster');
  parsed.searchParams.delete('cluster');
  const client = createClient({
    url: parsed,
    application: 'assay',
    compression: { request: true, response: true },
    ...(isLongWork && { request_timeout: longWorkMs }),
    clickhouse_settings: {
      ...(isLongWork && {
        send_progress_in_http_headers: 1,
        http_headers_progress_interval_ms: signOfLifeMs,
      }),
      output_format_json_quote_64bit_integers: 0,
      // an insert is acknowledged once the shard has it; what belongs to one run lies on one shard
      ...(cluster !== null && { distributed_foreground_insert: 1, distributed_product_mode: 'local' }),
    },
  });
  return { client, close: () => client.close(), ...(cluster !== null && { cluster }) };
}

/** Why a server could not be opened, without the password. */
export function serverError(url: string, cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  const { message, code } = cause as ClickHouseError;
  const isDatabase = cause instanceof ClickHouseError && code === unknownDatabase;
  const reason = hideCredentials(message || String(code));
  return new AssayError('store-failed', `The results at ${hideCredentials(url)} cannot be used: ${reason}`, {
    remedy: isDatabase
      ? `Make the database: CREATE DATABASE ${new URL(url).pathname.slice(1)}`
      : `Check that the server is up, that the URL is right (${form}), and that the user may create tables.`,
    cause,
  });
}
