const examples: Record<string, unknown> = {
  string: 'example',
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
  object: {},
};

/** Something for each required argument of a tool's JSON Schema. */
export function exampleArguments(schema: Record<string, unknown>): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, { type?: string; enum?: unknown[] }>;
  const required = (schema['required'] ?? Object.keys(properties)) as string[];
  return Object.fromEntries(
    required.map((name) => [
      name,
      properties[name]?.enum?.[0] ?? examples[properties[name]?.type ?? 'string'] ?? null,
    ]),
  );
}
