import { nowMs } from '../base/clock.ts';
import type { CommandContext } from './command.ts';

const firstMs = 1000;
const nextMs = 5000;

/** Says on stderr that `what` is still under way, after a second and then every five: silence looks like a hang. */
export async function withProgressNote<T>(
  { note }: Pick<CommandContext, 'note'>,
  what: string,
  work: Promise<T>,
): Promise<T> {
  const begin = nowMs();
  const tell = () => {
    note(`${what}, ${Math.round((nowMs() - begin) / 1000)} s so far`);
    timer = setTimeout(tell, nextMs);
  };
  let timer = setTimeout(tell, firstMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
