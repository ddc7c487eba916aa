/** The ways to a model whose speed is measured: our own code for Chat Completions, and the packages of the three largest providers. */
import type { Target } from '../../src/contract/suite.ts';
import { quantile } from './figures.ts';

export interface SpeedWay {
  name: string;
  /** What a target needs besides its model. */
  target: Pick<Target, 'provider' | 'baseUrl'>;
  /** The same call, for bare dispatch. */
  bare: { path: string; body: string };
}

export const keys = {
  OPENAI_API_KEY: 'simulated',
  ANTHROPIC_API_KEY: 'simulated',
  GOOGLE_GENERATIVE_AI_API_KEY: 'simulated',
};

/** `url`: of the simulator, all of whose models answer on every API protocol. */
export function speedWays(url: string, model: string, prompt: string): SpeedWay[] {
  const messages = [{ role: 'user', content: prompt }];
  const chat = {
    path: '/openai/v1/chat/completions',
    body: JSON.stringify({ model, stream: true, stream_options: { include_usage: true }, messages }),
  };
  return [
    { name: 'built-in', target: { provider: 'sim' }, bare: chat },
    { name: 'openai', target: { provider: 'openai', baseUrl: `${url}/openai/v1` }, bare: chat },
    {
      name: 'anthropic',
      target: { provider: 'anthropic', baseUrl: `${url}/anthropic/v1` },
      bare: {
        path: '/anthropic/v1/messages',
        body: JSON.stringify({ model, stream: true, max_tokens: 64, messages }),
      },
    },
    {
      name: 'google',
      target: { provider: 'google', baseUrl: `${url}/google/v1beta` },
      bare: {
        path: `/google/v1beta/models/${model}:streamGenerateContent?alt=sse`,
        body: JSON.stringify({ contents: [{ role: 'user', parts: [{ text: prompt }] }] }),
      },
    },
  ];
}

/** What a reference may differ between rounds: beyond that, the machine did other work and ratios are rough. */
const maxSpread = 1.5;

export const isNoisy = (references: number[]): boolean =>
  Math.max(...references) > maxSpread * Math.min(...references);

export const noiseNotice =
  'The machine did other work: bare dispatch varied by more than half between rounds.';

/** Median of what each round gives. */
export const medianOf = <Round>(rounds: readonly Round[], figure: (round: Round) => number): number =>
  quantile(rounds.map(figure), 0.5);
