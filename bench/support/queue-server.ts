/** A Chat Completions server over HTTP that serves so many calls at once, first come, first served; a share of calls fails whatever the load is. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { normal, seededRandom } from '../../src/base/random.ts';

export interface QueueServerOptions {
  workers: number;
  serviceMs: number;
  sigma: number;
  failureShare: number;
}

function answer(response: ServerResponse): void {
  const base = { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'queue' };
  const frame = (part: object) => response.write(`data: ${JSON.stringify({ ...base, ...part })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  frame({ choices: [{ index: 0, delta: { role: 'assistant', content: 'yes' }, finish_reason: null }] });
  frame({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  frame({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 } });
  response.end('data: [DONE]\n\n');
}

export async function startQueueServer(options: QueueServerOptions) {
  const { workers, serviceMs, sigma, failureShare } = options;
  const random = seededRandom('queue-server', 1);
  const waiting: ServerResponse[] = [];
  let busy = 0;
  const serveNext = () => {
    while (busy < workers) {
      const response = waiting.shift();
      if (!response) return;
      busy++;
      setTimeout(
        () => {
          busy--;
          answer(response);
          serveNext();
        },
        serviceMs * Math.exp(sigma * normal(random)),
      );
    }
  };
  const server = createServer((request, response) => {
    request.resume();
    if (random() < failureShare) {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"by chance","type":"server_error"}}');
      return;
    }
    // who gave up does not take a turn
    response.on('close', () => {
      const place = waiting.indexOf(response);
      if (place >= 0) waiting.splice(place, 1);
    });
    waiting.push(response);
    serveNext();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
