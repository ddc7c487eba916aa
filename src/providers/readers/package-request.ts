/**
 * The request that a provider's package would send, without sending it: its makers keep up with what the provider takes. The package is handed
 * a `fetch` that never answers: what it is given is thrown, and caught on the other side.
 */
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { isAttachment, partsOf } from '../../contract/content-parts.ts';
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
  const captured = new Captured({
    origin: url.origin,
    path: url.pathname + url.search,
    method: init.method ?? 'GET',
    headers: flatHeaders(init.headers),
    body: (init.body ?? null) as string | null,
  });
  // a moment later, when it is awaited: one that nobody awaits yet is first reported as unhandled, then taken back
  return new Promise((_, reject) => queueMicrotask(() => reject(captured)));
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

/** All that decides what a package leaves out: neither texts nor bytes. */
const shapeOf = ({ messages, parameters, tools }: LaneCall): string =>
  JSON.stringify([
    parameters,
    tools.length > 0,
    messages.map(({ role, content }) => [
      role,
      ...partsOf(content).map((part) =>
        isAttachment(part) ? [part.type, part.mediaType, part.url !== undefined] : part.type,
      ),
    ]),
  ]);

/** More shapes than any suite has. */
const maxShapes = 1000;

/** Asking costs ten times what a request does, so each shape of call is asked about once. */
function missingFeatures(dry: LanguageModelV4): (call: LaneCall, dataOf: DataOf) => Promise<Error | null> {
  const known = new Map<string, Error | null>();
  return async (call, dataOf) => {
    if (!mayBeCut(call)) return null;
    const shape = shapeOf(call);
    const before = known.get(shape);
    if (before !== undefined) return before;
    const missing = missingOf(call, await unsupportedIn(dry, call, dataOf));
    if (known.size >= maxShapes) known.clear();
    known.set(shape, missing);
    return missing;
  };
}

/** Requests of one endpoint. Rejects what the package cannot say, before anything is sent. */
export async function packageRequests(
  vendor: PackagedVendor,
  endpoint: Endpoint,
): Promise<(call: LaneCall, dataOf: DataOf) => Promise<OutgoingRequest>> {
  const model = (await vendor.load({ ...endpoint, fetch: captureFetch }))(endpoint.model);
  const missingIn = missingFeatures((await vendor.load({ ...endpoint, fetch: emptyFetch }))(endpoint.model));
  return async (call, dataOf) => {
    const missing = await missingIn(call, dataOf);
    if (missing) throw missing;
    try {
      await model.doStream(optionsOf(call, dataOf));
    } catch (thrown) {
      if (thrown instanceof Captured) return thrown.request;
      throw thrown;
    }
    throw new Error(`the package of ${endpoint.vendorId} sent no request`);
  };
}
