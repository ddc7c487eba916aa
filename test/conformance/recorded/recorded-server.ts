import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedStream } from './recorded-streams.ts';

/** Answers any request below `/n/` with the n-th stream. */
export async function serveRecorded(
  streams: RecordedStream[],
): Promise<{ urlOf(index: number): string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume();
    const stream = streams[Number(request.url?.split('/')[1])];
    response.writeHead(stream ? 200 : 404, { 'content-type': stream?.contentType ?? 'text/plain' });
    response.end(stream?.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (index) => `http://127.0.0.1:${port}/${index}/v1`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
