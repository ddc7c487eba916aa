import type { ClickHouseClient } from '@clickhouse/client';
import type { QueryParams } from './ask.ts';

/**
 * One question, its answer as `RowBinary`: the selected columns of each row one after the other, little-endian, without any mark
 * between. A million numbers are read in the time JSON needs for a tenth of them.
 */
export async function askBytes(
  client: ClickHouseClient,
  query: string,
  params: QueryParams = {},
): Promise<DataView> {
  const { stream } = await client.exec({
    query: `${query} FORMAT RowBinary`,
    query_params: params,
    decompress_response_stream: true,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  const only = chunks.length === 1 ? chunks[0] : undefined;
  const { buffer, byteOffset, byteLength } = only ?? Buffer.concat(chunks);
  return new DataView(buffer, byteOffset, byteLength);
}
