/** A provider package that breaks the thread it runs in; the model's name says how. */
const ways = {
  exits: () => process.exit(3),
  throws: () => void setTimeout(() => JSON.parse('{'), 1),
  rejects: () => void Promise.reject(new Error('nobody catches this')),
  hoards() {
    const all = [];
    for (;;) all.push(Array.from({ length: 1_000_000 }, (_, i) => ({ i })));
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
        ways[model](settings);
        return new Promise(() => undefined);
      },
    }),
  };
}
