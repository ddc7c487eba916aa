import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../base/clock.ts';
import { stampedConnector, takeConnection } from './stamped-connector.ts';

let server: Server;
let port: string;
beforeAll(async () => {
  server = createServer((socket) => socket.end());
  await new Promise<void>((listening) => server.listen(0, listening));
  port = String((server.address() as AddressInfo).port);
});
afterAll(() => new Promise((closed) => server.close(closed)));

const open = (hostname: string, toPort = port) =>
  new Promise<Socket>((resolve, reject) => {
    const options = { hostname, host: hostname, protocol: 'http:', port: toPort };
    stampedConnector({ refusesPrivate: false })(options, (error, socket) =>
      error ? reject(error) : resolve(socket as unknown as Socket),
    );
  });

describe('stampedConnector', () => {
  it('keeps the steps of a connection in order, for its first request only', async () => {
    const before = nowMs();
    const socket = await open('localhost');
    const timestamps = takeConnection(socket);
    expect(takeConnection(socket)).toBeNull();
    socket.destroy();
    const { startedMs = 0, resolvedMs, tcpMs, connectedMs = 0 } = timestamps ?? {};
    expect(startedMs).toBeGreaterThanOrEqual(before);
    expect(resolvedMs).toBeGreaterThanOrEqual(startedMs);
    expect(tcpMs).toBeGreaterThanOrEqual(resolvedMs as number);
    expect(connectedMs).toBe(tcpMs);
    expect(timestamps?.secure).toBe(false);
  });

  it('has no name to resolve for an address', async () => {
    const socket = await open('127.0.0.1');
    expect(takeConnection(socket)).toMatchObject({ resolvedMs: null });
    socket.destroy();
  });

  it('passes a refused connection on', async () => {
    const gone = createServer();
    await new Promise<void>((listening) => gone.listen(0, '127.0.0.1', listening));
    const free = String((gone.address() as AddressInfo).port);
    await new Promise((closed) => gone.close(closed));
    await expect(open('127.0.0.1', free)).rejects.toThrow('ECONNREFUSED');
  });
});
