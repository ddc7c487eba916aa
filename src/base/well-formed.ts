/** Half of a character beyond U+FFFF has no UTF-8: databases refuse it, files lose it. Each becomes U+FFFD, wherever text comes in. */

/** The same value with every string in it, keys too, well-formed; what is well-formed already is not copied. */
export function wellFormed<Value>(value: Value): Value {
  return (isWhole(value) ? value : fixed(value)) as Value;
}

/** Nearly everything is: looked through without making anything. */
function isWhole(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isWhole);
  if (!isPlain(value)) return true;
  return Object.keys(value).every((key) => key.isWellFormed() && isWhole(value[key]));
}

function fixed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map((item: unknown) => wellFormed(item));
  if (!isPlain(value)) return value;
  // Object.fromEntries defines properties: a key `__proto__` stays a key
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item)]),
  );
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
