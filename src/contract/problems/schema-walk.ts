import type { z } from 'zod';
import { httpAddressExpected } from '../http-address.ts';
import { orList } from './show-value.ts';

/** A zod schema seen from outside: what it consists of, so that an error can say what would have been right. */
export type Schema = z.core.$ZodType;

type Definition = z.core.$ZodTypes['_zod']['def'];

const definition = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def as Definition;

/** What is checked, without what surrounds it. */
function bare(schema: Schema): Schema {
  const def = definition(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return bare(def.innerType);
    case 'pipe':
      return bare(def.in);
    case 'lazy':
      return bare(def.getter());
    default:
      return schema;
  }
}

/** The alternatives of a union, in order; empty for anything else. */
export function unionOptions(schema: Schema): readonly Schema[] {
  const def = definition(bare(schema));
  return def.type === 'union' ? def.options : [];
}

/** The schema of a field or an element; for a union the first alternative that has it. */
export function childSchema(schema: Schema, step: string | number): Schema | undefined {
  const def = definition(bare(schema));
  if (def.type === 'object') return Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
  if (def.type === 'array') return typeof step === 'number' ? def.element : undefined;
  if (def.type === 'record') return def.valueType;
  if (def.type !== 'union') return undefined;
  for (const option of def.options) {
    const child = childSchema(option, step);
    if (child) return child;
  }
  return undefined;
}

/** Names of the fields of an object schema, or of all objects of a union. */
export function allowedKeys(schema: Schema): string[] {
  const def = definition(bare(schema));
  if (def.type === 'object') return Object.keys(def.shape);
  return def.type === 'union' ? [...new Set(def.options.flatMap(allowedKeys))] : [];
}

const kinds: Partial<Record<Definition['type'], string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function numberWords(schema: Schema): string {
  const checks = (definition(schema) as { checks?: z.core.$ZodCheck[] }).checks ?? [];
  const defs = checks.map((c) => c._zod.def as { check: string; value?: number; inclusive?: boolean });
  const whole =
    defs.some((d) => d.check === 'number_format') ||
    (definition(schema) as { check?: string }).check === 'number_format';
  const low = defs.find((d) => d.check === 'greater_than');
  const high = defs.find((d) => d.check === 'less_than');
  const words = [whole ? 'a whole number' : 'a number'];
  if (low) words.push(low.inclusive ? `of at least ${low.value}` : `greater than ${low.value}`);
  if (high)
    words.push(
      `${low ? 'and ' : ''}${high.inclusive ? `${low ? '' : 'of '}at most` : 'less than'} ${high.value}`,
    );
  return words.join(' ');
}

/** What a value of the schema is, in words: `text`, `a whole number greater than 0`, `auto, none or required`; `null`: there are none for it. */
export function describeSchema(schema: Schema): string | null {
  const inner = bare(schema);
  const def = definition(inner);
  if (def.type === 'union') {
    const words = def.options.map(describeSchema);
    return words.includes(null) ? null : [...new Set(words)].join(', or ');
  }
  if (def.type === 'literal') return orList(def.values.map(String));
  if (def.type === 'enum') return orList(Object.values(def.entries).map(String));
  if (def.type === 'number') return numberWords(inner);
  if (def.type === 'string' && 'format' in def && def.format === 'url') return httpAddressExpected;
  const kind = kinds[def.type] ?? null;
  if (def.type !== 'object') return kind;
  const required = Object.keys(def.shape).filter(
    (key) => !['optional', 'default', 'prefault'].includes(definition(def.shape[key] as Schema).type),
  );
  return required.length === 0 ? kind : `${kind} with ${required.map((key) => `\`${key}\``).join(' and ')}`;
}
