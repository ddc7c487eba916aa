/** A provider package that breaks the thread it runs in; the model's name says how. */
const ways = {
  exits: () => process.exit(3),
  throws: () => void setTimeout(() => JSON.parse('{'), 1),
  rejects: () => void Promise.reject(new Error('nobody catches this')),
  hoards() {
    const all = [];
    // arrays of numbers, which are quick to make and to look through: the limit is reached soon on a busy machine, too
    for (;;) all.push(Array.from({ length: 20_000 }, () => all.length));
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
