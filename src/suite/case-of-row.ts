import { caseSchema } from '../contract/suite.ts';
import { parseExactJson, withNumbers, withTexts } from '../base/exact-json.ts';
import { lookUp } from '../base/template.ts';

const caseFields = new Set(Object.keys(caseSchema.shape));
const textFields = new Set(['id', 'input', 'category', 'cluster']);
const jsonFields = new Set(['messages', 'tools', 'scorers', 'turns']);
const numberFields = new Set(['weight', 'maxSteps']);

type Row = Record<string, unknown>;

function fromJson(text: string, parse: (text: string) => unknown = JSON.parse): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

const listIn = (text: string): string[] =>
  text
    .split(/[,;|]/)
    .map((word) => word.trim())
    .filter(Boolean);

/** Numbers and booleans as text, the first as they are written. */
function asText(given: unknown): unknown {
  const value = withTexts(given);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Cells of tables are text and data sets number their ids: brings a value into the type its field has. */
function coerce(field: string, given: unknown): unknown {
  // what scorers make of its numbers is theirs to say
  if (field === 'expected') return given;
  if (textFields.has(field)) return asText(given);
  if (field === 'variables')
    return typeof given === 'string'
      ? fromJson(given, (text) => withTexts(parseExactJson(text)))
      : withTexts(given);
  const value = withNumbers(given);
  if (typeof value !== 'string')
    return field === 'scorers' && typeof value === 'object' && !Array.isArray(value) ? [value] : value;
  if (numberFields.has(field)) return value.trim() === '' ? value : Number(value);
  if (field === 'attachments') return /^\s*[[{]/.test(value) ? fromJson(value) : value;
  if (field === 'tags') return value.startsWith('[') ? fromJson(value) : listIn(value);
  if (field === 'scorers' && !/^\s*[[{]/.test(value)) return listIn(value);
  return jsonFields.has(field) ? fromJson(value) : value;
}

/**
 * The case entry of a data row: mapped fields first, then columns named as case fields, and every other column is a
 * variable. An empty cell leaves its field out (`null` too), except in variables, where it is the empty text.
 */
export function caseOfRow(row: Row, map: Record<string, string>): Row {
  const mapped = new Set(Object.values(map));
  const entry: Row = {};
  // columns are named by others: `__proto__` is a name like any other
  const variables = new Map<string, unknown>();
  for (const [column, value] of Object.entries(row)) {
    if (mapped.has(column)) continue;
    if (!caseFields.has(column)) variables.set(column, withTexts(value ?? ''));
    else if (value !== '' && value !== null && !Object.hasOwn(map, column))
      entry[column] = coerce(column, value);
  }
  for (const [field, column] of Object.entries(map)) {
    const value = lookUp(column, row);
    if (field.startsWith('variables.'))
      variables.set(field.slice('variables.'.length), withTexts(value ?? ''));
    else if (value !== undefined && value !== '' && value !== null) entry[field] = coerce(field, value);
  }
  if (variables.size > 0) {
    const own = entry['variables'];
    const named = Object.fromEntries(variables);
    entry['variables'] = typeof own === 'object' && own !== null ? { ...named, ...own } : (own ?? named);
  }
  return entry;
}

/** What `map` may set. */
export const mappableFields = [...caseFields];
