import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ndjson } from './ndjson.ts';

async function* each(batches: unknown[][]) {
  yield* batches;
}

it('has every row in a line of its own, in order, whatever the batches', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.jsonValue(), { maxLength: 4 }), { maxLength: 6 }),
      async (batches) => {
        const text = await new Response(ndjson(each(batches))).text();
        const rows = batches.flat();
        expect(text).toBe(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      },
    ),
  );
});

it('reads the next batch only once the last has left, and ends the reading when it is not wanted any more', async () => {
  const read: number[] = [];
  let isEnded = false;
  async function* rows() {
    try {
      for (let i = 0; ; i++) {
        read.push(i);
        yield [i];
      }
    } finally {
      isEnded = true;
    }
  }
  const reader = ndjson(rows()).getReader();
  await reader.read();
  expect(read.length).toBeLessThanOrEqual(2);
  await reader.cancel();
  expect(isEnded).toBe(true);
});

it('fails where the rows fail', async () => {
  async function* rows() {
    yield [1];
    throw new Error('the store is gone');
  }
  await expect(new Response(ndjson(rows())).text()).rejects.toThrow('the store is gone');
});
