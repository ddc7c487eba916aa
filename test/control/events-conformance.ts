/** What every Events must do. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Events, SharedEvent } from '../../src/contract/event-bus.ts';

export interface EventsUnderTest {
  /** On two machines, or twice the same where there is one. */
  here: Events;
  there: Events;
  close(): Promise<void>;
}

const stop = (runId: string): SharedEvent => ({ type: 'run-stop', runId });
const idOf = (event: SharedEvent) => (event.type === 'run-stop' ? event.runId : '');

async function heard(events: Events) {
  const ids: string[] = [];
  const leave = await events.listen({ onEvent: (event) => void ids.push(idOf(event)) });
  return { ids, leave };
}

export function describeEvents(name: string, open: () => Promise<EventsUnderTest>): void {
  describe(`events: ${name}`, () => {
    let under: EventsUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    it('brings every event to every listener, the publisher among them, once and in order', async () => {
      const all = await Promise.all([heard(under.here), heard(under.here), heard(under.there)]);
      const sent = Array.from({ length: 1000 }, (_, i) => `run-${i}`);
      for (const id of sent) under.here.publish(stop(id));
      await vi.waitFor(() => expect(all.map(({ ids }) => ids.length)).toEqual([1000, 1000, 1000]));
      for (const { ids } of all) expect(ids).toEqual(sent);
    });

    it('keeps the order when large events stand between small ones', async () => {
      const { ids } = await heard(under.there);
      const sent = ['a', '€'.repeat(3000), 'b', 'x'.repeat(200_000), `'"\\\u0007 end`];
      for (const id of sent) {
        under.here.publish(stop(id));
        // each in a notification of its own
        await new Promise((done) => setTimeout(done, 120));
      }
      await vi.waitFor(() => expect(ids).toHaveLength(sent.length));
      expect(ids).toEqual(sent);
    });

    it('tells no one who has left, and nothing from before', async () => {
      under.here.publish(stop('before'));
      const left = await heard(under.here);
      left.leave();
      const stays = await heard(under.here);
      under.here.publish(stop('after'));
      await vi.waitFor(() => expect(stays.ids).toContain('after'));
      expect(left.ids).not.toContain('after');
    });

    it('sends what is left when it is closed', async () => {
      const { ids } = await heard(under.there);
      under.here.publish(stop('last'));
      if (under.here !== under.there) await under.here.close();
      await vi.waitFor(() => expect(ids).toEqual(['last']));
    });
  });
}
