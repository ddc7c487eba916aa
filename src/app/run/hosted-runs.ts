/** Runs that a process which goes on serving was asked for. */
import type { AppContext } from '../context.ts';
import type { RunHandle } from './run-handle.ts';
import type { ResumeSpec, RunSpec } from './run-spec.ts';

/** How long the end waits for runs to write down what they have. */
const endPatienceMs = 10_000;

/** Resolves once the run is stored and told of, so that whoever hears its id finds it. */
const hasStarted = ({ subscribe, result }: RunHandle): Promise<unknown> =>
  new Promise<unknown>((resolve, reject) => {
    const leave = subscribe((event) => {
      if (event.type === 'run-start') resolve(null);
    });
    result.then(resolve, reject).finally(leave);
  });

export class HostedRuns {
  readonly #context: AppContext;
  readonly #running = new Map<string, RunHandle>();
  #isClosed = false;

  readonly #ready: Promise<unknown>;

  /** `context`: what it stores and shows runs with is in `live`. `ready`: none begins before. */
  constructor(context: AppContext, ready: Promise<unknown> = Promise.resolve()) {
    this.#context = context;
    this.#ready = ready;
  }

  /** Gives the id of a run that has begun. Throws all that keeps it from beginning. */
  async start(spec: RunSpec): Promise<string> {
    await this.#ready;
    const { startRun } = await import('./start-run.ts');
    return this.#keep(await startRun(spec, this.#context));
  }

  async resume(spec: ResumeSpec): Promise<string> {
    await this.#ready;
    const { resumeRun } = await import('./start-run.ts');
    return this.#keep(await resumeRun(spec, this.#context));
  }

  /** `false`: no such run is running here. */
  stop(runId: string): boolean {
    const handle = this.#running.get(runId);
    handle?.stop();
    return handle !== undefined;
  }

  /** Gives up what is in flight, and waits until what was measured is kept: the runs can be resumed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const handles = [...this.#running.values()];
    for (const handle of handles) handle.kill();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, endPatienceMs)));
    await Promise.race([Promise.allSettled(handles.map(({ result }) => result)), patience]);
    clearTimeout(timer);
  }

  async #keep(handle: RunHandle): Promise<string> {
    const { runId } = handle;
    this.#running.set(runId, handle);
    // it was being prepared when all were ended
    if (this.#isClosed) handle.kill();
    const started = hasStarted(handle);
    handle.result
      .catch((error: unknown) =>
        this.#context.notify({
          code: 'run-failed',
          message: `run ${runId} failed: ${(error as Error).message}`,
        }),
      )
      .finally(() => this.#running.delete(runId));
    await started;
    return runId;
  }
}
