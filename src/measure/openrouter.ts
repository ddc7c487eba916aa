import type { Target } from '../contract/suite.ts';

const isOpenRouter = ({ provider, baseUrl }: Target): boolean =>
  provider === 'openrouter' || (baseUrl?.startsWith('https://openrouter.ai/') ?? false);

/** Models that OpenRouter gives away, in whoever's list they may stand. */
export const isFree = (target: Target): boolean => isOpenRouter(target) && target.model.endsWith(':free');
