import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import type { Endpoint } from '../endpoint.ts';
import type { LaneCall } from '../lanes/protocol.ts';
import type { PackagedVendor } from '../vendors/vendor.ts';
import { packageRequests } from './package-request.ts';

const picture = {
  type: 'image' as const,
  name: 'a.png',
  mediaType: 'image/png',
  bytes: 1,
  sha256: 'x',
};
const call = (content: LaneCall['messages'][number]['content'], schema?: object): LaneCall =>
  ({
    messages: [{ role: 'user', content }],
    tools: [],
    parameters: schema === undefined ? {} : { responseFormat: { schema } },
  }) as unknown as LaneCall;
const dataOf = () => ({ base64: 'AA==' });

/** A package that sends its prompt, or leaves pictures out with a warning. */
async function opened(doStream?: LanguageModelV4['doStream']) {
  let asked = 0;
  const vendor: PackagedVendor = {
    package: 'made-up',
    load: async ({ fetch }) => {
      const send = async ({ prompt }: LanguageModelV4CallOptions) => {
        asked++;
        const body = JSON.stringify(prompt);
        const response = await fetch('http://127.0.0.1:9/v1/chat?x=1', {
          method: 'POST',
          headers: new Headers({ authorization: 'Bearer k' }),
          body,
        });
        const isCut = body.includes('image/png');
        const warnings = isCut ? [{ type: 'unsupported' as const, feature: 'user part type: image' }] : [];
        const stream = new ReadableStream({
          start(controller) {
            controller.enqueue({ type: 'stream-start', warnings });
            controller.close();
          },
        });
        return { stream, response: { headers: Object.fromEntries(response.headers) } };
      };
      return () => ({ doStream: doStream ?? send }) as unknown as LanguageModelV4;
    },
  };
  const endpoint = { vendorId: 'made-up', model: 'm' } as Endpoint;
  return { requestOf: await packageRequests(vendor, endpoint), asked: () => asked };
}

it('hands over what the package would have sent', async () => {
  const { requestOf, asked } = await opened();
  expect(await requestOf(call('Hi.'), dataOf)).toEqual({
    origin: 'http://127.0.0.1:9',
    path: '/v1/chat?x=1',
    method: 'POST',
    headers: ['authorization', 'Bearer k'],
    body: JSON.stringify([{ role: 'user', content: [{ type: 'text', text: 'Hi.' }] }]),
  });
  expect(asked()).toBe(1);
});

it('rejects a call whose picture the package leaves out, each time, having asked once', async () => {
  const { requestOf, asked } = await opened();
  const shown = (text: string) => requestOf(call([{ type: 'text', text }, picture]), dataOf);
  await expect(shown('Who?')).rejects.toThrow('does not support: user part type: image');
  await expect(shown('When?')).rejects.toThrow('does not support: user part type: image');
  expect(asked()).toBe(1);
});

it('asks again about a call of another shape, and not about text alone', async () => {
  const { requestOf, asked } = await opened();
  const pdf = { ...picture, type: 'file' as const, mediaType: 'application/pdf' };
  await expect(requestOf(call([picture]), dataOf)).rejects.toThrow('image');
  expect(asked()).toBe(1);
  await requestOf(call([pdf]), dataOf); // asked, and built
  expect(asked()).toBe(3);
  await requestOf(call([pdf]), dataOf);
  expect(asked()).toBe(4);
  await requestOf(call('Hi.', { type: 'object' }), dataOf);
  expect(asked()).toBe(6);
  await requestOf(call('Ho.', { type: 'object' }), dataOf);
  expect(asked()).toBe(7);
  await requestOf(call('Hi.', { type: 'array' }), dataOf);
  expect(asked()).toBe(9);
  await requestOf(call('Hi.'), dataOf);
  expect(asked()).toBe(10);
});

it('passes on what the package says to a call that it cannot write, and that it wrote none', async () => {
  const refused = await opened(() => Promise.reject(new Error('no such parameter')));
  await expect(refused.requestOf(call('Hi.'), dataOf)).rejects.toThrow('no such parameter');
  const silent = await opened(() => Promise.resolve({ stream: new ReadableStream() }));
  await expect(silent.requestOf(call('Hi.'), dataOf)).rejects.toThrow(
    'the package of made-up sent no request',
  );
});
