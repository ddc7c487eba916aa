import { z, type OpenAPIHono } from '@hono/zod-openapi';

type Schemas = Record<string, object>;

/** Names of the components that a piece of a document refers to. */
const namesIn = (part: unknown): string[] =>
  [...JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? '');

/** What is only for JSON Schema files. */
const fileKeys = new Set(['$schema', '$id', 'id']);

/** Every named schema of the contract as JSON Schema, by zod itself: with descriptions of its fields, and `null` only where it may be. */
function namedSchemas(): Schemas {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'input',
    unrepresentable: 'any',
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      Object.fromEntries(Object.entries(schema).filter(([key]) => !fileKeys.has(key))),
    ]),
  );
}

/** The description of the API. Its named schemas are written by zod, and only those that a route speaks of. */
export function apiDocument(app: OpenAPIHono, version: string) {
  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Assay', version } });
  const named: Schemas = { ...document.components?.schemas, ...namedSchemas() };
  const used = new Set<string>();
  const use = (part: unknown) => {
    for (const name of namesIn(part)) {
      if (used.has(name)) continue;
      used.add(name);
      use(named[name]);
    }
  };
  use(document.paths);
  const schemas = Object.fromEntries([...used].toSorted().map((name) => [name, named[name]]));
  return { ...document, components: { ...document.components, schemas } };
}
