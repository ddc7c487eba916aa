/**
 * Answers that take long to score (megabytes, deep nesting) are scored beside the main thread, which has calls to time; one that takes
 * longer than any answer should is given up.
 */
import { MessageChannel } from 'node:worker_threads';
import type { Tinypool } from 'tinypool';
import { siblingModule } from '../base/sibling-module.ts';
import type { PooledScorer, ScoreTask, Verdict } from '../contract/score.ts';

const defaultThreads = 2;
const idleMs = 20_000;
const maxSeconds = 20;

let pool: Promise<Tinypool> | undefined;

async function openPool(): Promise<Tinypool> {
  const { Tinypool } = await import('tinypool');
  return new Tinypool({
    filename: siblingModule(import.meta.url, 'score-thread').href,
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: defaultThreads,
    idleTimeout: idleMs,
  });
}

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'AbortError';

/** Rejects when the scorer does; the time starts when a thread takes the task. */
export const scoreInPool: PooledScorer = async (task: ScoreTask): Promise<Verdict> => {
  pool ??= openPool();
  const threads = await pool;
  const channel = new MessageChannel();
  const end = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  channel.port1.once('message', () => {
    timer = setTimeout(() => end.abort(), maxSeconds * 1000);
  });
  try {
    return (await threads.run(
      { ...task, started: channel.port2 },
      { signal: end.signal, transferList: [channel.port2] },
    )) as Verdict;
  } catch (error) {
    if (!isTimeout(error)) throw error;
    return { value: null, explanation: `Scoring took more than ${maxSeconds} s and was given up.` };
  } finally {
    clearTimeout(timer);
    channel.port1.close();
  }
};
