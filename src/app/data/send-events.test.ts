/** Events of a run told to a server that goes away, comes back elsewhere, or loses answers. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../contract/events.ts';
import { SenderBook } from '../../server/sender-book.ts';
import type { ServerFile } from './server-file.ts';
import { sendEvents, type SenderPace } from './send-events.ts';

interface Place {
  server: Server;
  file: ServerFile;
  gaps: number;
}
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});

/** Takes events as the server does; `answerTo` may refuse an answer though the events were taken. */
async function place(token: string, taken: RunEvent[], answerTo: () => boolean = () => true): Promise<Place> {
  const book = new SenderBook();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end('{}');
    const { sender, first, events } = JSON.parse(text) as {
      sender: string;
      first: number;
      events: RunEvent[];
    };
    const acknowledged = await book.take({ sender, first }, events, async (fresh, isGap) => {
      if (isGap) made.gaps++;
      taken.push(...fresh);
    });
    if (!answerTo()) return request.socket.destroy();
    return response.end(JSON.stringify({ accepted: events.length, acknowledged, stop: [] }));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made: Place = { server, gaps: 0, file: { pid: 1, url, token, started_at_ms: 0, version: '1' } };
  return made;
}
const event = (n: number): RunEvent => ({ type: 'run-trouble', run_id: 'r', message: String(n) });
const numbers = (events: RunEvent[]) =>
  events.map((one) => Number('message' in one ? one.message : Number.NaN));
const upTo = (count: number, from = 1) => Array.from({ length: count - from + 1 }, (_, i) => from + i);

function sending(first: Place, pace: SenderPace = {}) {
  let at = first.file;
  let found: ServerFile | null = first.file;
  const notes: string[] = [];
  const link = { current: () => at, find: async () => (found && (at = found), found) };
  const sender = sendEvents(
    link,
    (line) => notes.push(line),
    () => false,
    { everyMs: 5, ...pace },
  );
  return { sender, notes, moveTo: (next: Place | null) => (found = next?.file ?? null) };
}

it('sends on to the server that holds the directory next, each event once and in order', async () => {
  const taken: RunEvent[] = [];
  const old = await place('old', taken);
  const { sender, notes, moveTo } = sending(old);
  for (const n of upTo(5)) sender.emit(event(n));
  await vi.waitFor(() => expect(taken).toHaveLength(5));
  old.server.close().closeAllConnections();
  moveTo(null);
  for (const n of upTo(9, 6)) sender.emit(event(n));
  await vi.waitFor(() => expect(notes).toHaveLength(1));
  const next = await place('new', taken);
  moveTo(next);
  sender.emit(event(10));
  await vi.waitFor(() => expect(taken).toHaveLength(10));
  await sender.close();
  expect(numbers(taken)).toEqual(upTo(10));
  expect(next.gaps).toBe(1);
  expect(notes).toEqual([
    expect.stringContaining('cannot be told of the run'),
    expect.stringContaining('is told of the run again'),
  ]);
});

it('takes a token that is no longer known for a server that was started again', async () => {
  const taken: RunEvent[] = [];
  const { server, file } = await place('new', taken);
  const { sender, moveTo } = sending({ server, gaps: 0, file: { ...file, token: 'old' } });
  moveTo({ server, gaps: 0, file });
  sender.emit(event(1));
  await vi.waitFor(() => expect(numbers(taken)).toEqual([1]));
  await sender.close();
});

it('sends again what was taken when the answer was lost, and it counts once', async () => {
  const taken: RunEvent[] = [];
  let answers = 0;
  const flaky = await place('t', taken, () => ++answers % 2 === 0);
  const { sender } = sending(flaky);
  for (const n of upTo(30)) {
    sender.emit(event(n));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await sender.close();
  expect(numbers(taken)).toEqual(upTo(30));
});

it('lets go of the oldest when nobody takes them, which the next server is told as a gap', async () => {
  const taken: RunEvent[] = [];
  const old = await place('old', taken);
  old.server.close();
  const { sender, moveTo } = sending(old, { maxWaiting: 10, everyMs: 1 });
  moveTo(null);
  for (const n of upTo(50)) {
    sender.emit(event(n));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const next = await place('new', taken);
  moveTo(next);
  await sender.close();
  expect(next.gaps).toBe(1);
  expect(numbers(taken).at(-1)).toBe(50);
  expect(numbers(taken)).toEqual(upTo(50, numbers(taken)[0]));
});

it('ends without a server, soon', async () => {
  const old = await place('old', []);
  old.server.close();
  const { sender, moveTo } = sending(old, { endPatienceMs: 50 });
  moveTo(null);
  sender.emit(event(1));
  await expect(sender.close()).resolves.toBeUndefined();
  expect(old.gaps).toBe(0);
});
