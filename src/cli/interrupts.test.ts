import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { StopSwitch } from '../app/run/run-handle.ts';
import { stopAtSignals, untilInterrupted } from './interrupts.ts';

const hostOf = () => new EventEmitter() as unknown as NodeJS.Process;
const told = ({ stopping, killing }: StopSwitch) => [stopping.aborted, killing.aborted];

describe('stopAtSignals', () => {
  it('stops at the first signal, kills at the second, of whatever kind', () => {
    const host = hostOf();
    const stops = new StopSwitch();
    stopAtSignals(host, stops, stops.stopping);
    expect(told(stops)).toEqual([false, false]);
    host.emit('SIGINT', 'SIGINT');
    expect(told(stops)).toEqual([true, false]);
    host.emit('SIGTERM', 'SIGTERM');
    expect(told(stops)).toEqual([true, true]);
  });
  it('kills at once what the page has asked to stop', () => {
    const host = hostOf();
    const stops = new StopSwitch();
    stopAtSignals(host, stops, stops.stopping);
    stops.stop();
    host.emit('SIGHUP', 'SIGHUP');
    expect(told(stops)).toEqual([true, true]);
  });
  it('leaves no listener', () => {
    const host = hostOf();
    const stops = new StopSwitch();
    stopAtSignals(host, stops, stops.stopping)();
    expect(host.eventNames()).toEqual([]);
  });
});

describe('untilInterrupted', () => {
  it('resolves at the first signal', async () => {
    const host = hostOf();
    const done = untilInterrupted(host);
    host.emit('SIGTERM', 'SIGTERM');
    await done;
    expect(host.eventNames()).toEqual([]);
  });
});
