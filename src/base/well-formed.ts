/** Half of a character beyond U+FFFF has no UTF-8: databases refuse it, files lose it. Each becomes U+FFFD, wherever text comes in. */

/** The same value with every string in it, keys too, well-formed; what is well-formed already is not copied. */
export function wellFormed<Value>(value: Value): Value {
  return (typeof value === 'string' ? value.toWellFormed() : inner(value)) as Value;
}

function inner(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => wellFormed(item));
    return items.every((item, i) => Object.is(item, value[i])) ? value : items;
  }
  if (!isPlain(value)) return value;
  const entries = Object.entries(value);
  const fixed = entries.map(([key, item]) => [key.toWellFormed(), wellFormed(item)] as const);
  const isSame = fixed.every(([key, item], i) => key === entries[i]?.[0] && Object.is(item, entries[i][1]));
  // Object.fromEntries defines properties: a key `__proto__` stays a key
  return isSame ? value : Object.fromEntries(fixed);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** JSON spells half characters out, so text without such an escape has none. */
const halfEscape = /\\u[dD][89a-fA-F]/;

/** `JSON.parse`, or another way to parse, well-formed. */
export function parseWellFormed(json: string, parse: (json: string) => unknown = JSON.parse): unknown {
  const value = parse(json);
  return halfEscape.test(json) || !json.isWellFormed() ? wellFormed(value) : value;
}
