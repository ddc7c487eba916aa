/**
 * The request that a provider's package would send, without sending it: its makers keep up with what the provider takes. The package is handed
 * a `fetch` that never answers: what it is given is thrown, and caught on the other side.
 */
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { isAttachment, partsOf } from '../../contract/content.ts';
import type { Endpoint } from '../endpoint.ts';
import { optionsOf } from '../lanes/call-options.ts';
import type { DataOf } from '../lanes/attachment-bytes.ts';
import { missingOf } from '../lanes/missing-of.ts';
import type { LaneCall } from '../lanes/protocol.ts';
import { flatHeaders } from '../transport/fetch.ts';
import type { OutgoingRequest } from '../transport/transport.ts';
import type { PackagedVendor } from '../vendors/vendor.ts';

/** Not an `Error`: nobody reads a stack, and making one costs. */
class Captured {
  readonly request: OutgoingRequest;
  constructor(request: OutgoingRequest) {
    this.request = request;
  }
}

const captureFetch = ((input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
  const url = new URL(input instanceof Request ? input.url : input);
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
  return Promise.reject(
    new Captured({
      origin: url.origin,
      path: url.pathname + url.search,
      method: init.method ?? 'GET',
      headers: flatHeaders(init.headers),
      body: (init.body ?? null) as string | null,
    }),
  );
}) as typeof globalThis.fetch;

/** An answer of nothing: a package tells what it left out of the request only when it has one to read. */
const emptyFetch = (() =>
  Promise.resolve(
    new Response('', { headers: { 'content-type': 'text/event-stream' } }),
  )) as typeof globalThis.fetch;

/** Whether a package might leave out something without which the answer would be to half a question. */
export const mayBeCut = (call: LaneCall): boolean =>
  typeof call.parameters.responseFormat === 'object' ||
  call.messages.some(({ content }) => partsOf(content).some(isAttachment));

async function unsupportedIn(model: LanguageModelV4, call: LaneCall, dataOf: DataOf): Promise<string[]> {
  const { stream } = await model.doStream(optionsOf(call, dataOf));
  const reader = stream.getReader();
  const { value } = await reader.read();
  reader.cancel().catch(() => undefined);
  if (value?.type !== 'stream-start') return [];
  return value.warnings.flatMap((warning) => (warning.type === 'unsupported' ? [warning.feature] : []));
}

/** Requests of one endpoint. Rejects what the package cannot say, before anything is sent. */
export async function packageRequests(
  vendor: PackagedVendor,
  endpoint: Endpoint,
): Promise<(call: LaneCall, dataOf: DataOf) => Promise<OutgoingRequest>> {
  const model = (await vendor.load({ ...endpoint, fetch: captureFetch }))(endpoint.model);
  const dry = (await vendor.load({ ...endpoint, fetch: emptyFetch }))(endpoint.model);
  return async (call, dataOf) => {
    if (mayBeCut(call)) {
      const missing = missingOf(call, await unsupportedIn(dry, call, dataOf));
      if (missing) throw missing;
    }
    try {
      await model.doStream(optionsOf(call, dataOf));
    } catch (thrown) {
      if (thrown instanceof Captured) return thrown.request;
      throw thrown;
    }
    throw new Error(`the package of ${endpoint.vendorId} sent no request`);
  };
}
