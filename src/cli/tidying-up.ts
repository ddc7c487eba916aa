/** What a server has to do besides answering. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedFirst } from '../app/data/open-data.ts';
import { isHistoryStore } from '../app/history/is-history-store.ts';
import type { TotalsStore } from '../contract/result-store.ts';
import { BackgroundWork } from '../server/background-work.ts';
import type { HostOptions } from './host.ts';

/** Reading what earlier processes left behind takes a moment, or, where the database was lost, minutes: those are not waited for. */
const patienceMs = 500;

/** One after the other, beside all else: earlier runs are read in, figures over time brought up to date, and what is past its time is removed. */
export class TidyingUp {
  readonly background: BackgroundWork;
  /** Once runs can be started. Never rejects. */
  readonly recovered: Promise<void>;
  readonly #note: HostOptions['note'];
  #stopRetention: (() => Promise<void>) | null = null;

  constructor({ recover }: Pick<OpenedFirst, 'recover'>, { note, startsRuns }: HostOptions) {
    this.#note = note;
    this.background = new BackgroundWork(note);
    // a server that belongs to a run has had it done before
    this.recovered = startsRuns
      ? this.#do('reading journals', (onRun, signal) => recover({ onRun, signal }))
      : Promise.resolve();
  }

  async waitAMoment(): Promise<void> {
    const moment = new AbortController();
    await Promise.race([this.recovered, sleep(patienceMs, undefined, moment).catch(() => undefined)]);
    moment.abort();
  }

  /** Once it is served. */
  async goOn(store: TotalsStore, keepsRetention: () => () => Promise<void>): Promise<void> {
    await this.#do('computing figures over time', async (progress, signal) => {
      if (isHistoryStore(store)) await store.refresh([], { progress, signal });
    });
    if (!this.background.isClosed) this.#stopRetention = keepsRetention();
  }

  async stop(): Promise<void> {
    await this.background.close();
    await this.#stopRetention?.();
  }

  #do(what: string, work: Parameters<BackgroundWork['do']>[1]): Promise<void> {
    return this.background
      .do(what, work)
      .catch((error: unknown) => this.#note(`${what} failed: ${(error as Error).message}`));
  }
}
