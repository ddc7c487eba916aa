/**
 * Heavy computations beside the main thread, so that a server goes on answering and a terminal goes on drawing. The same code with the
 * same seeds runs there: the result is the same to the last bit. Small ones are done at once, as a thread takes longer to start.
 */
import type { Tinypool } from 'tinypool';
import { siblingModule } from '../base/sibling-module.ts';
import { AssayError } from '../contract/errors.ts';
import type { ResultTable } from '../contract/result-table.ts';
import type { Outcome, Task } from './compute-thread.ts';
import type { HeavyName, HeavyWork } from './heavy-work.ts';

/** Cells of a table that are computed in some 20 ms. */
const minCells = 10_000;
/** A few may be asked for at once; more would take the cores from measuring. */
const defaultThreads = 2;
const idleMs = 20_000;

let pool: Promise<Tinypool> | undefined;

async function openPool(): Promise<Tinypool> {
  const { Tinypool } = await import('tinypool');
  return new Tinypool({
    filename: siblingModule(import.meta.url, 'compute-thread').href,
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: defaultThreads,
    idleTimeout: idleMs,
  });
}

const loadAll = (threads: Tinypool) =>
  Promise.all(Array.from({ length: defaultThreads }, () => threads.run(null)));

/** Has the threads load while a table of so many cells is read. What fails is told when something is computed. */
export function prepareComputePool(cells: number): void {
  if (cells < minCells) return;
  pool ??= openPool();
  void pool.then(loadAll).catch(() => undefined);
}

/** `cells`: size of the tables in what is given. Throws what the computation throws. */
export async function inComputePool<N extends HeavyName>(
  cells: number,
  name: N,
  ...given: Parameters<HeavyWork[N]>
): Promise<ReturnType<HeavyWork[N]>> {
  if (cells < minCells) {
    const { heavyWork } = await import('./heavy-work.ts');
    return (heavyWork[name] as (...args: unknown[]) => ReturnType<HeavyWork[N]>)(...given);
  }
  pool ??= openPool();
  const task: Task<N> = { name, given };
  const outcome = (await (await pool).run(task)) as Outcome;
  if ('value' in outcome) return outcome.value as ReturnType<HeavyWork[N]>;
  const { code, message, problems, remedy } = outcome.refused;
  throw new AssayError(code, message, { problems, ...(remedy !== undefined && { remedy }) });
}

export const cellsOf = ({ state }: Pick<ResultTable, 'state'>): number => state.length;
