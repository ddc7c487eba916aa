/** A provider package that breaks the thread it runs in; the model's name says how. */
const ways = {
  exits: () => process.exit(3),
  throws: () => void setTimeout(() => JSON.parse('{'), 1),
  rejects: () => void Promise.reject(new Error('nobody catches this')),
  hoards() {
    const all = [];
    // fractions, which the collector neither follows nor moves: the limit is reached soon on a busy machine, too
    for (;;) all.push(Array(20_000).fill(0.5));
  },
  spins() {
    for (;;);
  },
  'never-answers': () => undefined,
  'reads-nothing': ({ baseURL, fetch }) => void fetch(baseURL, { method: 'POST', body: '{}' }),
};

export default function createBreaking(settings) {
  return {
    languageModel: (model) => ({
      specificationVersion: 'v4',
      provider: 'breaking',
      modelId: model,
      supportedUrls: {},
      doStream() {
        // heard in the main thread, whatever becomes of this one
        const begun = new BroadcastChannel('breaking-provider');
        begun.postMessage(model);
        begun.close();
        ways[model](settings);
        return new Promise(() => undefined);
      },
    }),
  };
}
