/** Answers OpenAI Chat Completions as badly as can be: the first part of the path names what goes wrong. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';

const frame = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const usage = `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: 'm', choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } })}\n\n`;
const opening = frame({ role: 'assistant', content: '' });
const ending = `${frame({}, 'stop')}${usage}data: [DONE]\n\n`;
const whole = `${opening}${frame({ content: 'yes' })}${ending}`;

type Fault = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

const stream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });
const began = (response: ServerResponse) =>
  new Promise<void>(
    (done) => void stream(response).write(`${opening}${frame({ content: 'ye' })}`, () => done()),
  );

async function drip(response: ServerResponse, pauseMs: number): Promise<void> {
  stream(response);
  for (let i = 0; i < whole.length && !response.destroyed; i += 3) {
    response.write(whole.slice(i, i + 3));
    await sleep(pauseMs);
  }
  response.end();
}

function refuse(response: ServerResponse, status: number, error: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}

/** Writes as fast as it is read, until nobody reads. */
function flood(response: ServerResponse, piece = 'x'.repeat(65_536)): void {
  const go = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', go);
  go();
}

const faults: Record<string, Fault> = {
  reset: (_, request) => void request.socket.resetAndDestroy(),
  'reset-mid-stream': async (response, request) => {
    await began(response);
    await sleep(20);
    request.socket.resetAndDestroy();
  },
  'stall-before-headers': () => undefined,
  'stall-mid-stream': (response) => began(response),
  'cut-stream': async (response) => {
    await began(response);
    await sleep(20);
    response.destroy();
  },
  'ends-early': async (response) => {
    await began(response);
    response.end();
  },
  'malformed-json': (response) =>
    void stream(response).end(`${opening}data: {"choices":[{"delta":{"cont\n\n${ending}`),
  'wrong-content-type': (response) =>
    void response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<html>Sign in to the hotel network</html>'),
  'error-in-stream': (response) =>
    void stream(response).end(
      `${opening}data: {"error":{"message":"the model has crashed","type":"server_error"}}\n\n`,
    ),
  'error-event': (response) =>
    void stream(response).end(
      `${opening}event: error\ndata: {"message":"the runner has crashed","type":"server_error"}\n\n`,
    ),
  'detail-in-stream': (response) =>
    void stream(response).end(`${opening}data: {"detail":"the engine has died"}\n\n`),
  'no-model-in-stream': (response) =>
    void stream(response).end(
      'data: {"object":"error","message":"There is no such model.","type":"NotFoundError","code":404}\n\ndata: [DONE]\n\n',
    ),
  redirect: (response) =>
    void response.writeHead(308, { location: 'https://elsewhere.example/v2/chat?token=abc' }).end(),
  'no-money': (response) => refuse(response, 429, { message: 'No money.', code: 'insufficient_quota' }),
  'too-long': (response) =>
    refuse(response, 400, { message: 'Too long.', type: 'exceed_context_size_error' }),
  'slow-drip': (response) => drip(response, 1),
  'endless-drip': (response) => drip(response, 40),
  'giant-frame': (response) =>
    void stream(response).end(`${opening}${frame({ content: 'y'.repeat(8_000_000) })}${ending}`),
  'endless-event': (response) => flood(stream(response)),
  'endless-answer': (response) => flood(stream(response), `${frame({ content: 'y'.repeat(1_000_000) })}`),
  'no-http': (_, request) => void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  'no-content': (response) => void response.writeHead(204).end(),
  compressed: (response) =>
    void response
      .writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' })
      .end(gzipSync(whole)),
  'unknown-compression': (response) =>
    void response
      .writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'rot13' })
      .end(whole),
  empty: (response) => void stream(response).end(`${opening}${ending}`),
};

function answerStatus(status: number, response: ServerResponse): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(status === 429 && { 'retry-after-ms': '30' }),
  });
  response.end(JSON.stringify({ error: { message: `status ${status} of the provider`, type: 'error' } }));
}

export interface FaultyServer {
  baseUrl(fault: string): string;
  /** How often it was asked. */
  asked: Map<string, number>;
  close(): void;
}

export async function startFaultyServer(): Promise<FaultyServer> {
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    request.resume();
    const fault = request.url?.split('/')[1] ?? '';
    asked.set(fault, (asked.get(fault) ?? 0) + 1);
    request.on('end', () => {
      if (/^\d+$/.test(fault)) answerStatus(Number(fault), response);
      else void faults[fault]?.(response, request);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    baseUrl: (fault) => `http://127.0.0.1:${fault === 'refused' ? 1 : port}/${fault}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
