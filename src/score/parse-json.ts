import { WrittenNumber } from './written-number.ts';

/**
 * `plain`: JavaScript's numbers; `exact`: those it cannot hold to the last digit as `WrittenNumber`s; `written`: all that it would show in
 * another way (`1.10`), too.
 */
export type NumberForm = 'plain' | 'exact' | 'written';

type Context = { source?: string } | undefined;

/** Throws a `SyntaxError`. A text nested deeper than a stack is reaches keeps plain numbers. */
export function parseJson(text: string, numbers: NumberForm = 'plain'): unknown {
  const parsed: unknown = JSON.parse(text);
  const isWorthIt = numbers === 'written' || (numbers === 'exact' && /\d{16}/.test(text));
  if (numbers === 'plain' || !isWorthIt) return parsed;
  const kept = (_key: string, value: unknown, context?: Context) => {
    const source = context?.source;
    if (typeof value !== 'number' || source === undefined || String(value) === source) return value;
    return numbers === 'written' || source.replace(/\D/g, '').length > 15 ? new WrittenNumber(source) : value;
  };
  try {
    return JSON.parse(text, kept as (key: string, value: unknown) => unknown);
  } catch {
    return parsed;
  }
}
