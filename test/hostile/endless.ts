/** Bodies and headers without end, without sense, or larger than anybody writes. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { begin, drip, forever, raw, type Behaviour } from './behaviour.ts';

const xs = Buffer.alloc(65_536, 'x');
const bomb = gzipSync(Buffer.alloc(200_000_000, 'x'));
const smallBomb = brotliCompressSync(Buffer.alloc(20_000_000, 'x'));

function* everyByte(bytes: Buffer): Generator<Buffer> {
  for (;;) for (const byte of bytes) yield Buffer.from([byte]);
}

export const endless: Behaviour[] = [
  {
    name: 'bytes-without-frames',
    ends: ['malformed'],
    play: (exchange) => forever((begin(exchange), exchange), xs),
  },
  {
    name: 'frames-without-end',
    // the wire's own ending may be among them: then nobody reads on
    ends: ['malformed', 'mid_stream_error', 'ok', 'stream_cut'],
    play: (exchange) => forever((begin(exchange), exchange), exchange.good.body),
  },
  {
    name: 'one-line-without-end',
    ends: ['malformed'],
    play(exchange) {
      begin(exchange).write('data: ');
      return forever(exchange, xs);
    },
  },
  {
    name: 'comments-without-end',
    ends: ['malformed'],
    play: (exchange) => forever((begin(exchange), exchange), Buffer.from(': still here\n\n'.repeat(1000))),
  },
  {
    name: 'empty-lines-without-end',
    ends: ['malformed'],
    play: (exchange) => forever((begin(exchange), exchange), Buffer.alloc(65_536, '\n')),
  },
  {
    name: 'spaces-without-end',
    ends: ['malformed'],
    play: (exchange) => forever((begin(exchange), exchange), Buffer.alloc(65_536, ' ')),
  },
  {
    name: 'json-without-end',
    ends: ['malformed'],
    play(exchange) {
      begin(exchange, { 'content-type': 'application/json' }).write('{"choices":[{"message":{"content":"');
      return forever(exchange, xs);
    },
  },
  {
    name: 'refusal-without-end',
    ends: ['http_5xx'],
    play(exchange) {
      exchange.response.writeHead(500, { 'content-type': 'application/json' });
      return forever(exchange, xs);
    },
  },
  {
    name: 'gzip-bomb',
    ends: ['malformed'],
    play: (exchange) => void begin(exchange, { 'content-encoding': 'gzip' }).end(bomb),
  },
  {
    name: 'brotli-bomb',
    ends: ['malformed'],
    play: (exchange) => void begin(exchange, { 'content-encoding': 'br' }).end(smallBomb),
  },
  {
    name: 'bomb-in-a-bomb',
    ends: ['malformed'],
    play: (exchange) => void begin(exchange, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(bomb)),
  },
  {
    name: 'a-byte-a-moment',
    ends: ['timeout', 'stall'],
    play: (exchange) => drip((begin(exchange), exchange), everyByte(Buffer.from('data: {"a":"')), 100),
  },
  {
    name: 'headers-without-end',
    ends: ['timeout'],
    async play(exchange) {
      raw(exchange, 'HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => raw(exchange, 'x-more: and more\r\n'), 50);
      exchange.socket.once('close', () => clearInterval(timer));
    },
  },
  {
    name: 'headers-of-a-megabyte',
    ends: ['malformed'],
    play: (exchange) => void raw(exchange, `HTTP/1.1 200 OK\r\nx-big: ${'a'.repeat(1_000_000)}\r\n\r\n`),
  },
  { name: 'silence', ends: ['timeout'], play: () => undefined },
  {
    name: 'silence-inside',
    ends: ['stall', 'timeout'],
    play(exchange) {
      begin(exchange).write(exchange.good.frames[0]);
    },
  },
];
