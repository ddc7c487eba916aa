import type { ResultStore } from '../contract/result-store.ts';
import { nowMs, wallClockMs } from '../base/clock.ts';
import type { AppContext, AppSettings } from './context.ts';

const ignore = () => undefined;

/** A context that opens the results for each use case, as a command and a program of one's own need it. */
export function createAppContext(settings: AppSettings): AppContext {
  const notify = settings.notify ?? ignore;
  const note = (message: string) => notify({ code: 'data', message });
  return {
    ...settings,
    clock: { nowMs, wallClockMs },
    notify,
    opensDatabase: settings.results === undefined,
    async withStore(work) {
      // what opens a database is loaded only by who needs one
      const { withData } = await import('./data/open-data.ts');
      return withData({ ...settings, note }, work);
    },
  };
}

/** A context over a store that is open already and stays so, as a server has it. */
export const createServingContext = (
  settings: AppSettings,
  store: ResultStore,
  summaries: AppContext['summaries'],
): AppContext => ({
  ...createAppContext(settings),
  opensDatabase: false,
  ...(summaries && { summaries }),
  withStore: (work) => work(store, []),
});
