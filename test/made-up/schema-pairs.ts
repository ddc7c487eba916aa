import { seededRandom, type Random } from '../../src/base/random.ts';

type Schema = Record<string, unknown>;

const pick = <Item>(items: readonly Item[], random: Random) =>
  items[Math.floor(random() * items.length)] as Item;

/** Words that all drafts of JSON Schema read alike. */
function schema(random: Random, depth: number): Schema {
  const type = pick(depth > 2 ? scalars : [...scalars, 'array', 'object', 'any', 'enum'], random);
  const whole = Math.floor(random() * 5);
  if (type === 'integer' || type === 'number') return { type, minimum: whole, maximum: whole + 4 };
  if (type === 'string')
    return random() < 0.5 ? { type, minLength: whole, maxLength: whole + 3 } : { type, pattern: '^[a-c]+$' };
  if (type === 'enum') return { enum: [1, 'abc', null, [1]] };
  if (type === 'any')
    return {
      [pick(['anyOf', 'oneOf', 'allOf'], random)]: [schema(random, depth + 1), schema(random, depth + 1)],
    };
  if (type === 'array')
    return { type, items: schema(random, depth + 1), maxItems: whole, uniqueItems: random() < 0.3 };
  if (type !== 'object') return { type };
  const properties = Object.fromEntries(
    Array.from({ length: 1 + whole }, (_, i) => [`k${i}`, schema(random, depth + 1)]),
  );
  const required = Object.keys(properties).filter(() => random() < 0.5);
  return { type, properties, required, additionalProperties: random() < 0.5 };
}
const scalars = ['integer', 'number', 'string', 'boolean', 'null'];

/** Something the schema may take, or nearly. */
function instance(of: Schema, random: Random): unknown {
  if (random() < 0.12) return pick([null, 2, 2.5, 'abc', '', true, [], {}, [1, 1]], random);
  const branches = (of['anyOf'] ?? of['oneOf'] ?? of['allOf']) as Schema[] | undefined;
  if (branches) return instance(pick(branches, random), random);
  if (of['enum']) return pick(of['enum'] as unknown[], random);
  if (of['type'] === 'integer') return (of['minimum'] as number) + Math.floor(random() * 6);
  if (of['type'] === 'number') return (of['minimum'] as number) + Math.round(random() * 55) / 10;
  if (of['type'] === 'string') return 'abcabcabd'.slice(0, Math.floor(random() * 10));
  if (of['type'] === 'array')
    return Array.from({ length: Math.floor(random() * 5) }, () => instance(of['items'] as Schema, random));
  if (of['type'] === 'object') {
    const entries = Object.entries(of['properties'] as Record<string, Schema>).filter(() => random() < 0.9);
    const extra = random() < 0.1 ? [['extra', 1] as const] : [];
    return Object.fromEntries([...entries.map(([key, inner]) => [key, instance(inner, random)]), ...extra]);
  }
  return of['type'] === 'null' ? null : random() < 0.5;
}

const valuesPerSchema = 10;

/** Schemas with values that fit them, or nearly: for agreement with other implementations. Ten values in a row share a schema. */
export function schemaPairs(count: number): [Schema, unknown][] {
  const random = seededRandom('schema-pairs');
  return Array.from({ length: count / valuesPerSchema }).flatMap(() => {
    const made = { type: 'object', properties: { root: schema(random, 0) }, required: ['root'] };
    return Array.from({ length: valuesPerSchema }, (): [Schema, unknown] => [
      made,
      { root: instance(made.properties.root, random) },
    ]);
  });
}
