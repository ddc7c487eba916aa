import { checkServer, isHere, untilHere } from './server-presence.ts';

const maxTries = 3;
const pauseMs = 1000;
const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));

/**
 * A part of the page that is fetched when it is needed. While the server is away the reader stays where they are, and it is fetched when
 * the server is back. Where the server does not have it any more, its answers tell of another build, and the page loads itself anew.
 */
export async function loadChunk<T>(fetchIt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ;) {
    try {
      return await fetchIt();
    } catch (error) {
      await checkServer();
      if (isHere() && ++tries > maxTries) throw error;
      await Promise.all([untilHere(), pause()]);
    }
  }
}
