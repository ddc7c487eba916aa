/** Rows as lines of JSON; the next batch is read when the last one has left. */
export function ndjson(rows: AsyncIterable<unknown[]>): ReadableStream<Uint8Array> {
  const batches = rows[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      let next = await batches.next();
      // a pull that brings nothing is not followed by another
      while (!next.done && next.value.length === 0) next = await batches.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(`${next.value.map((row) => JSON.stringify(row)).join('\n')}\n`));
    },
    async cancel() {
      await batches.return?.();
    },
  });
}
