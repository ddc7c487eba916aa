/** Events within one process: listeners are called at once. */
import type { Events, Listener } from '../contract/event-bus.ts';

export function createMemoryEvents(): Events {
  const listeners = new Set<Listener>();
  return {
    publish(event) {
      for (const listener of listeners) listener.onEvent(event);
    },
    async listen(listener) {
      const own = { ...listener };
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    close: async () => listeners.clear(),
  };
}
