import { expect, it, vi } from 'vitest';
import { ApiError } from '../lib/api.ts';
import { queryClient } from './query-client.ts';

/** How often a request is made that fails so. */
async function triesOf(error: Error): Promise<number> {
  vi.useFakeTimers();
  const ask = vi.fn(async () => {
    throw error;
  });
  const asked = queryClient.fetchQuery({
    queryKey: ['tries', error.message],
    queryFn: ask,
    ...queryClient.getDefaultOptions().queries,
  } as never);
  const failed = expect(asked).rejects.toThrow(error.message);
  await vi.advanceTimersByTimeAsync(60_000);
  await failed;
  vi.useRealTimers();
  return ask.mock.calls.length;
}

it.each([
  ['what the server has said', new ApiError(404, 'no such run'), 1],
  ['a fault of the server', new ApiError(500, 'full'), 1],
  ['a server that does not answer', new ApiError(0, 'away'), 3],
  ['anything else', new Error('broken'), 3],
])('%s is asked for so often', async (_, error, tries) => expect(await triesOf(error)).toBe(tries));
