import { expect, it } from 'vitest';
import type { RunEvent } from '../../contract/events.ts';
import { EventFan, StopSwitch } from './run-handle.ts';

const event = (n: number): RunEvent => ({ type: 'run-trouble', run_id: String(n), message: null });

it('stays stopped, and gives up what is in flight only when told so', () => {
  const stops = new StopSwitch();
  expect([stops.stopping.aborted, stops.killing.aborted]).toEqual([false, false]);
  stops.stop();
  stops.stop();
  expect([stops.stopping.aborted, stops.killing.aborted]).toEqual([true, false]);
  stops.kill();
  expect([stops.stopping.aborted, stops.killing.aborted]).toEqual([true, true]);
});

it('stops, too, what is given up', () => {
  const stops = new StopSwitch();
  stops.kill();
  expect(stops.stopping.aborted).toBe(true);
});

it('passes each event on to all who listen, until they leave', () => {
  const fan = new EventFan();
  const heard: string[] = [];
  const leave = fan.subscribe((e) => void heard.push(`a ${(e as { run_id: string }).run_id}`));
  fan.subscribe((e) => void heard.push(`b ${(e as { run_id: string }).run_id}`));
  fan.emit(event(1));
  leave();
  fan.emit(event(2));
  expect(heard).toEqual(['a 1', 'b 1', 'b 2']);
});

it('loops over all events from its beginning to the end of the run, however slow the loop is', async () => {
  const fan = new EventFan();
  fan.emit(event(0));
  const taken: RunEvent[] = [];
  const loop = (async () => {
    for await (const each of fan) {
      taken.push(each);
      // more comes while the loop is at work
      if (taken.length === 1) for (const n of [2, 3]) fan.emit(event(n));
      await Promise.resolve();
    }
  })();
  fan.emit(event(1));
  await Promise.resolve();
  fan.emit(event(4));
  fan.end();
  await loop;
  expect(taken.map((each) => (each as { run_id: string }).run_id)).toEqual(['1', '4', '2', '3']);
});

it('ends a loop that begins after the run has ended', async () => {
  const fan = new EventFan();
  fan.end();
  const taken: RunEvent[] = [];
  for await (const each of fan) taken.push(each);
  expect(taken).toEqual([]);
});

it('keeps nothing for a loop that was left', async () => {
  const fan = new EventFan();
  const loop = fan[Symbol.asyncIterator]();
  const first = loop.next();
  fan.emit(event(1));
  expect((await first).value).toEqual(event(1));
  await loop.return();
  fan.emit(event(2));
  expect(await loop.next()).toEqual({ done: true, value: undefined });
});
