import type { Target } from '../contract/suite.ts';

export const isOpenRouter = ({ provider, baseUrl }: Pick<Target, 'provider' | 'baseUrl'>): boolean =>
  provider === 'openrouter' || (baseUrl !== undefined && /^https:\/\/openrouter\.ai\//.test(baseUrl));

/** Models that OpenRouter gives away, in whoever's list they may stand. */
export const isFree = (target: Target): boolean => isOpenRouter(target) && target.model.endsWith(':free');
