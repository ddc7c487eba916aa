const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** `expected` as the texts it stands for: one scalar or a list of them; `null` for anything else. */
export function expectedTexts(expected: unknown): string[] | null {
  if (isScalar(expected)) return [String(expected)];
  if (Array.isArray(expected) && expected.length > 0 && expected.every(isScalar)) return expected.map(String);
  return null;
}
