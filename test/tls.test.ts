import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer, type Server } from 'node:https';
import { connect, createServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Timestamps } from '../src/contract/attempt.ts';
import type { Measurement } from '../src/contract/measurement.ts';

/** A real handshake with a certificate of a private CA, which is handed in as its users do: by NODE_EXTRA_CA_CERTS. */
const handshakeDelayMs = 60;
const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

interface Asked {
  outcome: string;
  failure: { class: string; message: string } | null;
  timestamps: Timestamps;
  measured: Measurement;
}

const frame = (choice: object) => `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [choice] })}\n\n`;
const answer = `${frame({ index: 0, delta: { content: 'Hello' } })}${frame({ index: 0, delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`;

let folder: string;
let server: Server;
/** Takes connections at once and hands their bytes on late: TCP is quick, TLS is not. */
let slow: TcpServer;

async function certificates(): Promise<void> {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=A private CA',
  );
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  await writeFile(join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.pem', '-days', '2');
}

beforeAll(async () => {
  if (!hasOpenssl) return;
  folder = await mkdtemp(join(tmpdir(), 'assay-tls-'));
  await certificates();
  const [key, cert] = await Promise.all(
    ['server.key', 'server.pem'].map((name) => readFile(join(folder, name))),
  );
  server = createTlsServer({ key: key!, cert: cert! }, (request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  slow = createServer((client) => {
    const inner = connect(port, '127.0.0.1');
    client.on('error', () => inner.destroy());
    inner.on('error', () => client.destroy());
    setTimeout(() => client.pipe(inner).pipe(client), handshakeDelayMs);
  }).listen(0, '127.0.0.1');
  await once(slow, 'listening');
}, 30_000);
afterAll(async () => {
  if (!hasOpenssl) return;
  slow.close();
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
});

async function ask(host: string, env: Record<string, string>): Promise<[Asked, Asked]> {
  const { port } = slow.address() as AddressInfo;
  const script = join(import.meta.dirname, 'made-up/ask-over-tls.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, `https://${host}:${port}/v1`], {
    env: { PATH: process.env['PATH'], ...env },
  });
  return JSON.parse(stdout) as [Asked, Asked];
}
const trusted = () => ({ NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') });

describe.skipIf(!hasOpenssl)('over TLS (skipped where openssl is not installed)', () => {
  it('tells the handshake from TCP, and neither is in the time to the first token', async () => {
    const [first, second] = await ask('127.0.0.1', trusted());
    expect(first.outcome, first.failure?.message).toBe('ok');
    const { connection, connected, sent } = first.timestamps;
    expect(connection?.secure).toBe(true);
    const steps = [connection?.started, connection?.tcp, connected, sent];
    expect(steps).toEqual(steps.toSorted((a, b) => Number(a) - Number(b)));
    const { connect_ms, tls_ms, dns_ms, ttft_ms } = first.measured;
    expect(tls_ms).toBeGreaterThanOrEqual(handshakeDelayMs);
    expect(connect_ms).toBeGreaterThanOrEqual(tls_ms ?? Infinity);
    expect(dns_ms).toBeNull();
    // it counts from `sent`, which came after all of that
    expect(ttft_ms).toBeCloseTo((first.timestamps.firstByte ?? 0) - (sent ?? 0), 0);
    expect(second.measured).toMatchObject({ connect_ms: null, tls_ms: null, dns_ms: null });
  }, 30_000);

  it('tells the look-up of a name too', async () => {
    const [{ outcome, failure, measured }] = await ask('localhost', trusted());
    expect(outcome, failure?.message).toBe('ok');
    const { connect_ms, tls_ms, dns_ms } = measured;
    expect(dns_ms).toBeGreaterThan(0);
    expect((dns_ms ?? 0) + (tls_ms ?? 0)).toBeLessThanOrEqual(connect_ms ?? 0);
  }, 30_000);

  it('is a failure of the class tls where the CA is not known', async () => {
    const [{ outcome, failure, timestamps }] = await ask('127.0.0.1', {});
    expect(outcome).toBe('error');
    expect(failure?.class).toBe('tls');
    expect(timestamps.sent).toBeNull();
  }, 30_000);
});
