/**
 * The models the simulator ships with. All names and numbers are invented; they stand for kinds of models:
 * cheap and weak, dear and strong, reasoning, flaky, rate-limited, with a slow tail.
 * `quorrel-thrift` costs 28 % less than `quorrel-grand`, the dearest, and is as often right.
 */
import type { ProfileInput } from './profile.ts';

const zibbel: ProfileInput[] = [
  {
    name: 'zibbel-nano',
    wire: 'openai-chat',
    ttft: { medianMs: 140, sigma: 0.18 },
    pace: { tokensPerSecond: 260 },
    tokensPerFrame: 2,
    accuracy: 0.62,
    verbosity: 40,
    price: { input: 0.05, output: 0.2 },
  },
  {
    name: 'zibbel-mini',
    wire: 'openai-chat',
    ttft: { medianMs: 220, sigma: 0.2 },
    pace: { tokensPerSecond: 180 },
    accuracy: 0.78,
    verbosity: 55,
    requestsPerMinute: 6000,
    price: { input: 0.2, output: 0.8 },
  },
  {
    name: 'zibbel-core',
    wire: 'openai-chat',
    ttft: { medianMs: 380, sigma: 0.25 },
    pace: { tokensPerSecond: 110 },
    accuracy: 0.88,
    verbosity: 70,
    price: { input: 1.1, output: 4.4 },
  },
  {
    name: 'zibbel-muse',
    wire: 'openai-chat',
    ttft: { medianMs: 500, sigma: 0.25 },
    pace: { tokensPerSecond: 220 },
    tokensPerFrame: 3,
    accuracy: 0.94,
    verbosity: 60,
    reasoningTokens: 300,
    price: { input: 1.8, output: 7.2 },
  },
];

const quorrel: ProfileInput[] = [
  {
    name: 'quorrel-swift',
    wire: 'anthropic-messages',
    ttft: { medianMs: 260, sigma: 0.2 },
    pace: { tokensPerSecond: 150, jitter: 0.2 },
    tokensPerFrame: 3,
    accuracy: 0.8,
    verbosity: 60,
    price: { input: 0.3, output: 1.5 },
  },
  {
    name: 'quorrel-steady',
    wire: 'anthropic-messages',
    ttft: { medianMs: 420, sigma: 0.05 },
    pace: { tokensPerSecond: 95, jitter: 0.02 },
    tokensPerFrame: 2,
    accuracy: 0.9,
    steadiness: 0.95,
    verbosity: 65,
    price: { input: 1.5, output: 6 },
  },
  {
    name: 'quorrel-thrift',
    wire: 'anthropic-messages',
    ttft: { medianMs: 760, sigma: 0.25 },
    pace: { tokensPerSecond: 70 },
    tokensPerFrame: 2,
    accuracy: 0.95,
    verbosity: 70,
    price: { input: 3.6, output: 18 },
  },
  {
    name: 'quorrel-grand',
    wire: 'anthropic-messages',
    ttft: { medianMs: 900, sigma: 0.3 },
    pace: { tokensPerSecond: 60 },
    tokensPerFrame: 2,
    accuracy: 0.95,
    verbosity: 70,
    price: { input: 5, output: 25 },
  },
];

const mondreb: ProfileInput[] = [
  {
    name: 'mondreb-lite',
    wire: 'gemini',
    ttft: { medianMs: 180, sigma: 0.3 },
    pace: { tokensPerSecond: 230, jitter: 0.3 },
    tokensPerFrame: 8,
    accuracy: 0.74,
    verbosity: 50,
    faults: {
      rate_limit: 0.02,
      server_error: 0.02,
      overloaded: 0.03,
      mid_stream_error: 0.02,
      stream_cut: 0.02,
      refusal: 0.01,
    },
    price: { input: 0.08, output: 0.3 },
  },
  {
    name: 'mondreb-flow',
    wire: 'gemini',
    ttft: { medianMs: 300, sigma: 0.2, tail: { share: 0.05, factor: 5 } },
    pace: { tokensPerSecond: 200, jitter: 0.2 },
    tokensPerFrame: 8,
    accuracy: 0.84,
    verbosity: 65,
    price: { input: 0.4, output: 2 },
  },
  {
    name: 'mondreb-max',
    wire: 'gemini',
    ttft: { medianMs: 650, sigma: 0.25 },
    pace: { tokensPerSecond: 85, jitter: 0.2 },
    tokensPerFrame: 6,
    accuracy: 0.92,
    verbosity: 90,
    price: { input: 2.2, output: 9 },
  },
  {
    name: 'mondreb-ponder',
    wire: 'gemini',
    ttft: { medianMs: 320, sigma: 0.25 },
    pace: { tokensPerSecond: 240, jitter: 0.2 },
    tokensPerFrame: 8,
    accuracy: 0.91,
    verbosity: 55,
    reasoningTokens: 150,
    price: { input: 0.9, output: 3.6 },
  },
];

export const shippedProfiles: ProfileInput[] = [...zibbel, ...quorrel, ...mondreb];
