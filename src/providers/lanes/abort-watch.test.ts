import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { AbortWatch } from './abort-watch.ts';

function watched() {
  const aborted: string[] = [];
  return { watch: new AbortWatch((callId) => aborted.push(callId)), aborted };
}

it('tells of the calls of a signal that are not over, and of no others', () => {
  const { watch, aborted } = watched();
  const [ours, other] = [new AbortController(), new AbortController()];
  for (const callId of ['1', '2', '3']) watch.add(ours.signal, callId);
  watch.add(other.signal, '4');
  watch.delete(ours.signal, '2');
  ours.abort();
  expect(aborted).toEqual(['1', '3']);
});

it('tells at once of a call whose signal is aborted', () => {
  const { watch, aborted } = watched();
  watch.add(AbortSignal.abort(), '1');
  expect(aborted).toEqual(['1']);
});

it('listens once, however many calls there are', () => {
  const { watch } = watched();
  const { signal } = new AbortController();
  for (let i = 0; i < 100; i++) watch.add(signal, String(i));
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
});
