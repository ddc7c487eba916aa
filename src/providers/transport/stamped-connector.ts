/** Makes connections as undici does and keeps when each step was done, so that the network's part can be told from the provider's. */
import type { Socket } from 'node:net';
import type { buildConnector as connectors } from 'undici';
import { nowMs } from '../../base/clock.ts';
import { checkHost, guardedLookup, type AddressRules } from './guarded-lookup.ts';
import type { ConnectionTimestamps } from './protocol.ts';
import { buildConnector } from './undici-parts.ts';

const connections = new WeakMap<object, ConnectionTimestamps>();

/** The stamps of a socket, once: only the first request on a connection paid for making it. */
export function takeConnection(socket: object): ConnectionTimestamps | null {
  const timestamps = connections.get(socket) ?? null;
  if (timestamps) connections.delete(socket);
  return timestamps;
}

/** Every read goes through it: a buffer of its own for each, as is usual, is 64 kB of garbage that has all memory gone over ten times a second. */
const readBuffer = Buffer.allocUnsafeSlow(65_536);

const onread = {
  buffer: readBuffer,
  callback(this: Socket, length: number): boolean {
    return this.push(Buffer.from(readBuffer.subarray(0, length)));
  },
};

/** A connector for undici's pools: HTTP/1.1, 30 s to connect, and to no address that must not be asked. */
export function stampedConnector(rules: AddressRules): connectors.connector {
  const lookup = guardedLookup(rules);
  const connect = buildConnector({
    allowH2: false,
    timeout: 30_000,
    onread,
    lookup,
  } as connectors.BuildOptions);
  return (options, callback) => {
    const refused = checkHost(options.hostname, rules);
    if (refused) return callback(refused, null);
    const secure = options.protocol === 'https:';
    const startedMs = nowMs();
    let resolvedMs: number | null = null;
    let tcpMs: number | null = null;
    // undici gives the socket back, which its types leave out
    const socket = connect(options, (...result: unknown[]) => {
      const made = result[1] as Socket | null;
      if (made) {
        const connectedMs = nowMs();
        connections.set(made, {
          startedMs,
          resolvedMs,
          tcpMs: secure ? tcpMs : connectedMs,
          connectedMs,
          secure,
        });
      }
      (callback as (...args: unknown[]) => void)(...result);
    }) as unknown as Socket | undefined;
    socket?.once('lookup', (error, _address, _family, host) => {
      // an address is "looked up" too, without asking anyone
      if (!error && host !== _address) resolvedMs ??= nowMs();
    });
    if (secure) socket?.once('connect', () => (tcpMs = nowMs()));
  };
}
