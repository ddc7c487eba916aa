/** Takes what may be anything as what it ought to be; nothing where it is not. */
import type { JsonObject } from './answer-reader.ts';

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A place in a list, as wires number their blocks and items. */
export const indexOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** No model takes or gives as many in one call. */
const most = 1_000_000_000;

/** A count of tokens. */
export const countOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : null;
