/** Connections by origin: kept ones for all requests, and one that nobody has used for a request that lost its own. */
import type * as undici from 'undici';
import type { AddressRules } from './guarded-lookup.ts';
import { stampedConnector } from './stamped-connector.ts';
import { Client, Pool } from './undici-parts.ts';
import type { WireCall } from './wire-call.ts';

/** Node allows 16 kB; gateways that add policies and cookies send more. What is beyond ends the call. */
const maxHeaderBytes = 256 * 1024;

const options = {
  // one stream per connection: on a shared one, a slow stream's bytes would delay another's stamps
  allowH2: false,
  pipelining: 1,
  headersTimeout: 0,
  bodyTimeout: 0,
  keepAliveTimeout: 60_000,
  maxHeaderSize: maxHeaderBytes,
} as const;

export class Connections {
  readonly #connect: ReturnType<typeof stampedConnector>;
  readonly #pools = new Map<string, undici.Pool>();
  readonly #fresh = new Set<undici.Client>();

  constructor(rules: AddressRules) {
    this.#connect = stampedConnector(rules);
  }

  send(call: WireCall): void {
    this.#dispatch(call, () => this.#poolOf(call.request.origin));
  }

  sendFresh(call: WireCall): void {
    this.#dispatch(call, () => {
      const client = new Client(call.request.origin, { ...options, connect: this.#connect });
      this.#fresh.add(client);
      // closes once its request is over, which is not given to it yet
      setImmediate(() => void client.close().finally(() => this.#fresh.delete(client)));
      return client;
    });
  }

  close(): void {
    for (const dispatcher of [...this.#pools.values(), ...this.#fresh]) void dispatcher.destroy();
  }

  /** A request that cannot even be begun ends its own call alone. */
  #dispatch(call: WireCall, to: () => undici.Pool | undici.Client): void {
    const { path, method, headers, body } = call.request;
    try {
      to().dispatch({ path, method, headers, body }, call);
    } catch (error) {
      call.fail('ASSAY_CLIENT', error instanceof Error ? error.message : String(error));
    }
  }

  #poolOf(origin: string): undici.Pool {
    let pool = this.#pools.get(origin);
    if (!pool) {
      pool = new Pool(origin, { ...options, connections: null, connect: this.#connect });
      this.#pools.set(origin, pool);
    }
    return pool;
  }
}
