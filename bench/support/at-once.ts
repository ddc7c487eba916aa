/** A model that answers at once: what is measured is the client. */
export const atOnce = {
  name: 'at-once',
  ttft: { medianMs: 0, sigma: 0 },
  pace: { tokensPerSecond: 1e6 },
  accuracy: 1,
  verbosity: 16,
  price: { input: 1, output: 2 },
};
