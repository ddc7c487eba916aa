import { expect, it } from 'vitest';
import type { SharedEvent } from '../contract/event-bus.ts';
import { createMemoryEvents } from './memory-events.ts';

const stop = (runId: string): SharedEvent => ({ type: 'run-stop', runId });

it('calls every listener at once, in order, until it stops listening', async () => {
  const events = createMemoryEvents();
  const heard: [string, SharedEvent][] = [];
  const endFirst = await events.listen({ onEvent: (event) => heard.push(['first', event]) });
  await events.listen({ onEvent: (event) => heard.push(['second', event]) });
  events.publish(stop('a'));
  expect(heard).toEqual([
    ['first', stop('a')],
    ['second', stop('a')],
  ]);
  endFirst();
  endFirst();
  events.publish(stop('b'));
  expect(heard.slice(2)).toEqual([['second', stop('b')]]);
});

it('tells the same listener as often as it listens, and nobody what came before or after', async () => {
  const events = createMemoryEvents();
  const heard: SharedEvent[] = [];
  const listener = { onEvent: (event: SharedEvent) => void heard.push(event) };
  events.publish(stop('before'));
  const end = await events.listen(listener);
  await events.listen(listener);
  events.publish(stop('twice'));
  end();
  events.publish(stop('once'));
  await events.close();
  events.publish(stop('after'));
  expect(heard).toEqual([stop('twice'), stop('twice'), stop('once')]);
});
