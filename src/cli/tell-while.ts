/** What a person sees of work that takes longer than a second: that it goes on, how far it is, how long the rest takes. */
import type { AppContext } from '../app/context.ts';
import type { Progress } from '../contract/progress.ts';
import { nowMs } from '../base/clock.ts';
import { formatCount, formatCounted, formatDuration, formatPercent } from '../view/format.ts';
import type { CommandContext } from './command.ts';
import { onSignals } from './interrupts.ts';

const firstMs = 1000;
const nextMs = 5000;

/** `scoring: 1,200 of 5,000 samples (24 %), about 12 s left` */
export function progressText({ stage, done, total, unit, fraction, secondsLeft }: Progress): string {
  const of =
    total === null ? formatCounted(done, unit) : `${formatCount(done)} of ${formatCounted(total, unit)}`;
  const share = fraction === null ? '' : ` (${formatPercent(fraction, 0)} %)`;
  const left = secondsLeft === null ? '' : `, about ${formatDuration(secondsLeft)} left`;
  return `${stage}: ${of}${share}${left}`;
}

/** On stderr, after a second and then every five. */
async function tellWhile<T>(
  { note }: Pick<CommandContext, 'note'>,
  what: string,
  progress: () => Progress | null,
  work: Promise<T>,
): Promise<T> {
  const begin = nowMs();
  const tell = () => {
    const known = progress();
    note(known ? progressText(known) : `${what}, ${Math.round((nowMs() - begin) / 1000)} s so far`);
    timer = setTimeout(tell, nextMs);
  };
  let timer = setTimeout(tell, firstMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** Of work that cannot say how far it is: silence looks like a hang. */
export const withProgressNote = <T>(
  context: Pick<CommandContext, 'note'>,
  what: string,
  work: Promise<T>,
): Promise<T> => tellWhile(context, what, () => null, work);

/** Of a use case, called with the context that `work` is given. */
export function withProgress<T>(
  context: CommandContext,
  what: string,
  work: (watched: AppContext) => Promise<T>,
): Promise<T> {
  let last: Progress | null = null;
  const watched = { ...context, onProgress: (progress: Progress) => void (last = progress) };
  return tellWhile(context, what, () => last, work(watched));
}

/** The same of one that keeps what it has done by then: the first Ctrl-C ends it soon, the second at once. */
export async function withProgressUntilInterrupted<T>(
  context: CommandContext,
  what: string,
  work: (watched: AppContext) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const release = onSignals(process, () => {
    release();
    stop.abort();
    context.note('Stopping; Ctrl-C again stops at once.');
  });
  try {
    return await withProgress(context, what, (watched) => work({ ...watched, signal: stop.signal }));
  } finally {
    release();
  }
}
