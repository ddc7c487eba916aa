/** What one issue of zod asks for, in words that fit behind "expected:". */
import type { z } from 'zod';
import { httpAddressExpected } from '../http-address.ts';
import { orList, showValue } from './show-value.ts';

export type Issue = z.core.$ZodIssue;
type IssueOf<Code extends Issue['code']> = Extract<Issue, { code: Code }>;

const typeWords: Record<string, string> = {
  array: 'a list',
  bigint: 'a whole number',
  boolean: 'true or false',
  date: 'a date',
  function: 'a function',
  int: 'a whole number',
  map: 'a mapping',
  nan: 'NaN',
  never: 'nothing',
  null: 'null',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  set: 'a list without repetition',
  string: 'text',
  undefined: 'nothing',
};

const article = (word: string) => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;

const formatWords: Record<string, string> = {
  base64: 'text in Base64',
  date: 'a date, e.g. 2031-04-01',
  datetime: 'a date and time, e.g. 2031-04-01T06:00:00Z',
  email: 'an email address',
  json_string: 'text in JSON',
  time: 'a time, e.g. 06:00:00',
  url: httpAddressExpected,
  uuid: 'a UUID',
};

function formatExpected(issue: IssueOf<'invalid_format'>): string {
  const { format, pattern, prefix, suffix, includes } = issue as typeof issue &
    Partial<Record<'prefix' | 'suffix' | 'includes', string>>;
  if (prefix !== undefined) return `text that begins with "${prefix}"`;
  if (suffix !== undefined) return `text that ends with "${suffix}"`;
  if (includes !== undefined) return `text that contains "${includes}"`;
  const known = formatWords[format];
  if (known !== undefined) return known;
  const isPattern = format === 'regex' || format === 'template_literal';
  return isPattern && pattern !== undefined ? `text that matches ${pattern}` : article(`valid ${format}`);
}

const counted: Record<string, [one: string, many: string]> = {
  array: ['entry', 'entries'],
  file: ['byte', 'bytes'],
  map: ['entry', 'entries'],
  set: ['entry', 'entries'],
  string: ['character', 'characters'],
};

function boundExpected(issue: IssueOf<'too_small'> | IssueOf<'too_big'>): string {
  const isLow = issue.code === 'too_small';
  const limit = isLow ? issue.minimum : issue.maximum;
  const unit = counted[issue.origin];
  if (issue.origin === 'string' && isLow && Number(limit) === 1) return 'non-empty text';
  const shown =
    issue.origin === 'date'
      ? new Date(Number(limit)).toISOString()
      : `${limit}${unit ? ` ${Number(limit) === 1 ? unit[0] : unit[1]}` : ''}`;
  if (issue.exact) return `exactly ${shown}`;
  if (issue.inclusive) return `${isLow ? 'at least' : 'at most'} ${shown}`;
  return `${isLow ? 'more than' : 'less than'} ${shown}`;
}

function unionExpected(issue: IssueOf<'invalid_union'>): string {
  const { options } = issue as { options?: readonly unknown[] };
  if (options && options.length > 0) return orList(options.map(String));
  const alternatives = issue.errors.flatMap(([first]) => (first ? [expectationOf(first)] : []));
  return alternatives.length > 0 ? [...new Set(alternatives)].join(', or ') : 'what fits one form only';
}

const innerExpected = ([first]: readonly Issue[]) =>
  first ? (ownMessage(first) ?? expectationOf(first)) : 'another value';

/** Of an issue alone, whatever its schema says. */
export function expectationOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? article(issue.expected);
    case 'too_small':
    case 'too_big':
      return boundExpected(issue);
    case 'invalid_format':
      return formatExpected(issue);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `nothing under ${orList(issue.keys.map(showValue))}`;
    case 'invalid_union':
      return unionExpected(issue);
    case 'invalid_key':
      return `as a name, ${innerExpected(issue.issues)}`;
    case 'invalid_element':
      return innerExpected(issue.issues);
    case 'invalid_value':
      return orList(issue.values.map(String));
    default:
      return 'another value';
  }
}

/** How each of zod's own messages begins. */
const standard = /^(?:Invalid |Too (?:big|small): |Unrecognized key)/;

/** What the schema itself says it expects; `null`: the message is zod's own. */
export const ownMessage = ({ message }: Issue): string | null =>
  message === '' || standard.test(`${message} `) ? null : message;
