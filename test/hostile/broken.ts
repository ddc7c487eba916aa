/** Answers that break HTTP, their compression, or off. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { begin, raw, type Behaviour, type Exchange } from './behaviour.ts';

const head = ({ good }: Exchange, ...more: string[]) =>
  `${['HTTP/1.1 200 OK', `content-type: ${good.contentType}`, ...more].join('\r\n')}\r\n\r\n`;

/** The answer is over, and lacks something of what makes it whole. */
const cut = ['stream_cut', 'mid_stream_error', 'empty', 'malformed'] as const;

const coded = (name: string, coding: string, code: (bytes: Buffer) => Buffer): Behaviour => ({
  name,
  ends: ['ok'],
  play: (exchange) => void begin(exchange, { 'content-encoding': coding }).end(code(exchange.good.body)),
});

const redirect = (status: number, location?: string): Behaviour => ({
  name: `redirect-${status}${location === undefined ? '-nowhere' : ''}`,
  ends: ['client'],
  play: ({ request, response }) =>
    void response
      .writeHead(status, location === undefined ? {} : { location: location || (request.url ?? '') })
      .end(),
});

const lengths: Behaviour[] = [
  {
    name: 'length-too-long',
    // whole where its wire has an event that says so
    ends: ['ok', 'stream_cut'],
    play(exchange) {
      const { body } = exchange.good;
      raw(exchange, head(exchange, `content-length: ${body.length + 500}`));
      exchange.socket.end(body);
    },
  },
  {
    name: 'length-too-short',
    ends: cut,
    play(exchange) {
      const { body } = exchange.good;
      raw(exchange, head(exchange, `content-length: ${Math.floor(body.length / 3)}`));
      raw(exchange, body);
    },
  },
  {
    name: 'length-is-no-number',
    ends: ['malformed'],
    play: (exchange) => void raw(exchange, `${head(exchange, 'content-length: many')}xx`),
  },
  {
    name: 'two-lengths',
    ends: ['malformed'],
    play: (exchange) =>
      void raw(exchange, `${head(exchange, 'content-length: 5', 'content-length: 7')}xxxxx`),
  },
  {
    name: 'length-and-chunks',
    ends: ['malformed'],
    play: (exchange) =>
      void raw(exchange, `${head(exchange, 'content-length: 5', 'transfer-encoding: chunked')}0\r\n\r\n`),
  },
  {
    name: 'chunk-is-shorter-than-it-says',
    ends: ['stream_cut'],
    play(exchange) {
      raw(exchange, `${head(exchange, 'transfer-encoding: chunked')}FFFFFF\r\n`);
      exchange.socket.end(exchange.good.body.subarray(0, 200));
    },
  },
  {
    name: 'chunk-size-is-no-number',
    ends: ['stream_cut'],
    play: (exchange) => void raw(exchange, `${head(exchange, 'transfer-encoding: chunked')}zz\r\nxx\r\n`),
  },
];

const connections: Behaviour[] = [
  { name: 'closes-at-once', ends: ['connect'], play: ({ socket }) => void socket.destroy() },
  { name: 'resets-at-once', ends: ['connect'], play: ({ socket }) => void socket.resetAndDestroy() },
  {
    name: 'resets-inside',
    ends: ['stream_cut'],
    async play(exchange) {
      begin(exchange).write(exchange.good.frames[0]);
      await sleep(30);
      exchange.socket.resetAndDestroy();
    },
  },
  {
    name: 'closes-inside-a-frame',
    ends: ['stream_cut'],
    async play(exchange) {
      begin(exchange).write(exchange.good.body.subarray(0, 60));
      await sleep(30);
      exchange.socket.destroy();
    },
  },
  {
    name: 'ends-inside-a-frame',
    ends: cut,
    play: (exchange) => void begin(exchange).end(exchange.good.body.subarray(0, 60)),
  },
  {
    name: 'is-ssh',
    ends: ['malformed'],
    play: ({ socket }) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  },
  {
    name: 'is-http-0.9',
    ends: ['malformed'],
    play: ({ socket }) => void socket.end('<html>It works!</html>'),
  },
  {
    name: 'is-noise',
    ends: ['malformed'],
    play: ({ socket }) =>
      void socket.end(Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))),
  },
];

const codings: Behaviour[] = [
  coded('gzip', 'gzip', gzipSync),
  coded('deflate', 'deflate', deflateSync),
  coded('bare-deflate', 'deflate', deflateRawSync),
  coded('brotli', 'br', brotliCompressSync),
  coded('zstd', 'zstd', zstdCompressSync),
  coded('two-codings', 'gzip, br', (bytes) => brotliCompressSync(gzipSync(bytes))),
  coded('gzip-in-members', 'gzip', (bytes) =>
    Buffer.concat([gzipSync(bytes.subarray(0, 50)), gzipSync(bytes.subarray(50))]),
  ),
  {
    name: 'gzip-cut',
    ends: ['stream_cut'],
    play: (exchange) =>
      void begin(exchange, { 'content-encoding': 'gzip' }).end(gzipSync(exchange.good.body).subarray(0, -12)),
  },
  {
    name: 'gzip-that-is-none',
    ends: ['malformed'],
    play: (exchange) => void begin(exchange, { 'content-encoding': 'gzip' }).end(exchange.good.body),
  },
  {
    name: 'coding-unheard-of',
    ends: ['malformed'],
    play: (exchange) => void begin(exchange, { 'content-encoding': 'rot13' }).end(exchange.good.body),
  },
  {
    name: 'gzip-refusal',
    ends: ['auth'],
    play: ({ response }) =>
      void response
        .writeHead(401, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync('{"error":{"message":"Incorrect API key provided","type":"invalid_request_error"}}')),
  },
  {
    name: 'refusal-in-a-coding-unheard-of',
    ends: ['auth'],
    play: ({ response }) =>
      void response.writeHead(401, { 'content-encoding': 'rot13' }).end('Vapbeerpg NCV xrl'),
  },
];

const odd: Behaviour[] = [
  redirect(301, ''),
  redirect(302, '/elsewhere'),
  redirect(303, '/elsewhere'),
  redirect(307, 'http://127.0.0.1:9/'),
  redirect(308),
  { name: 'no-content', ends: ['malformed'], play: ({ response }) => void response.writeHead(204).end() },
  { name: 'not-modified', ends: ['malformed'], play: ({ response }) => void response.writeHead(304).end() },
  {
    name: 'early-hints',
    ends: ['ok'],
    play(exchange) {
      raw(exchange, 'HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n');
      begin(exchange).end(exchange.good.body);
    },
  },
  { name: 'nothing', ends: cut, play: (exchange) => void begin(exchange).end() },
  {
    name: 'noise-in-the-right-type',
    ends: cut,
    play: (exchange) =>
      void begin(exchange).end(Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))),
  },
  {
    name: 'byte-by-byte',
    ends: ['ok'],
    async play(exchange) {
      const response = begin(exchange);
      response.socket?.setNoDelay(true);
      for (const byte of exchange.good.body) {
        response.write(Buffer.from([byte]));
        await turn();
      }
      response.end();
    },
  },
  {
    name: 'wait-for-ages',
    ends: ['rate_limit'],
    play: ({ response }) =>
      void response
        .writeHead(429, { 'retry-after': '1e99', 'content-type': 'application/json' })
        .end('{"error":{"message":"slow down"}}'),
  },
];

export const broken: Behaviour[] = [...lengths, ...connections, ...codings, ...odd];
