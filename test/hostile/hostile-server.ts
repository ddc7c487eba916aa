/** A server that answers any wire as badly as its path asks for: `/wire/behaviour/…`. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scripts, type ScriptedWire } from '../conformance/scripted-server.ts';
import type { Behaviour, GoodAnswer } from './behaviour.ts';
import { broken } from './broken.ts';
import { endless } from './endless.ts';

export const behaviours: readonly Behaviour[] = [...broken, ...endless];
const byName = new Map(behaviours.map((behaviour) => [behaviour.name, behaviour]));

function goodAnswer(wire: ScriptedWire): GoodAnswer {
  const { contentType, replies } = scripts[wire];
  const frames = replies.text.frames.map((frame) => Buffer.from(frame as string));
  return { contentType, frames, body: Buffer.concat(frames) };
}

export interface HostileServer {
  port: number;
  close(): void;
}

export const hostileUrl = (port: number, wire: ScriptedWire, behaviour: string): string =>
  `http://127.0.0.1:${port}/${wire}/${behaviour}`;

export async function startHostileServer(): Promise<HostileServer> {
  const server = createServer((request, response) => {
    const [, wire, name] = (request.url ?? '').split('/') as [string, ScriptedWire, string];
    response.on('error', () => undefined);
    request.resume().on('end', () => {
      const { socket } = request;
      void byName.get(name)?.play({ request, response, socket, good: goodAnswer(wire) });
    });
  });
  server.on('connection', (socket) => socket.on('error', () => undefined).setMaxListeners(0));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
