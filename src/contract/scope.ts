/** `suite`: about these cases, uncertainty vanishes when all are asked. `work`: about work like this, it stays. */
export const scopes = ['suite', 'work'] as const;
export type Scope = (typeof scopes)[number];
