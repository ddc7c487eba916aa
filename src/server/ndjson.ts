/** Rows as lines of JSON; the next batch is read when the last one has left. */
export function ndjson(rows: AsyncIterable<unknown[]>): ReadableStream<Uint8Array> {
  const batches = rows[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await batches.next();
      if (next.done) controller.close();
      else if (next.value.length > 0)
        controller.enqueue(encoder.encode(`${next.value.map((row) => JSON.stringify(row)).join('\n')}\n`));
    },
    async cancel() {
      await batches.return?.();
    },
  });
}
