import { z } from 'zod';
import { cutText } from '../../base/cut-text.ts';
import type { ScorerKind } from '../../contract/score.ts';
import { answerStatements } from '../answer-statements.ts';
import { findField } from '../find-field.ts';
import { findCode } from '../find-code.ts';
import { parseOptions } from '../parse-options.ts';
import { parsePython } from '../parse-python.ts';
import { fromJson, pythonEqual, type PythonValue } from '../python-value.ts';

const opening =
  /^\*{0,3}(?:\[(?:ANSWER|PYTHON)\]|<answer>)?\s?\*{0,3}(?:(?:output|result|returns?|answer)\s?:\s?)?/i;
const closing = /(?:\[\/(?:ANSWER|PYTHON)\]|<\/answer>)?\*{0,3}$/i;
const test = /^(?:assert\s|[\w.]{1,80}\()/;

/** Behind `assert f(x) ==`; the `==` may stand in a text of either side. */
function behindAssert(text: string): string {
  if (!test.test(text)) return text;
  for (const at of new Set([text.lastIndexOf('=='), text.indexOf('==')])) {
    const rest = text.slice(at + 2);
    if (at >= 0 && parsePython(rest)) return rest;
  }
  return text;
}

/** A literal without what surrounds it in an answer: backticks, `[ANSWER]`, `f(x) ==`, a closing dot. */
function bare(candidate: string): string {
  const trimmed = candidate.trim();
  const end = trimmed.slice(-20);
  const text = (trimmed.slice(0, trimmed.length - end.length) + end.replace(closing, ''))
    .replace(opening, '')
    .trim();
  return behindAssert(text)
    .trim()
    .replace(/^(`{1,2})([\s\S]*)\1[.;]?$/, '$2')
    .replace(/(?<=['"\])}`\w])[.;]$/, '')
    .trim();
}

const tag = /\[ANSWER\]([\s\S]{1,20000}?)(?:\[\/ANSWER\]|$)/gi;
const ticked = /`([^`\n]{1,5000})`/g;
const lastOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].at(-1)?.[1];

/** Where the value may stand, the likeliest first. */
function* candidates(text: string): Generator<string> {
  yield text;
  const tagged = lastOf(text, tag);
  if (tagged !== undefined) yield tagged;
  yield* answerStatements(text, false);
  if (text.includes('```')) {
    const code = findCode(text, ['python', 'py', 'python3', 'plaintext', 'text', 'json']);
    if (code !== null) {
      yield code;
      yield code.split('\n').findLast((line) => line.trim() !== '') ?? '';
    }
  }
  const inTicks = lastOf(text, ticked);
  if (inTicks !== undefined) yield inTicks;
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  yield line;
  const colon = line.lastIndexOf(': ');
  if (colon >= 0) yield line.slice(colon + 2);
}

interface Found {
  value: PythonValue;
  text: string;
}

/** A literal, or the text itself where a string is expected: models leave its quotes out. */
function findValue(text: string, expected: PythonValue): Found | null {
  for (const candidate of candidates(text)) {
    const written = bare(candidate);
    const value = parsePython(written);
    if (value) return { value, text: written };
  }
  if (expected.kind !== 'text') return null;
  const texts = [...candidates(text)].map(bare).filter((written) => written !== '');
  const written = texts.find((candidate) => candidate === expected.value) ?? texts.at(-1);
  return written === undefined
    ? null
    : { value: { kind: 'text', value: written, isBytes: false }, text: written };
}

/** The field `answer` of JSON that an answer is, where no such dict is expected; else the text itself. */
function answerField(text: string, expected: PythonValue): { value: unknown; text: string } {
  const isJson = expected.kind !== 'dict' && /["']answer["']\s?:/.test(text);
  const field = isJson ? findField(text, 'answer') : null;
  return field?.found ? field : { value: text, text };
}

/** What the case expects: text is read as Python, and stands for itself where it is none. */
function expectedValue(expected: unknown): PythonValue | null {
  if (expected === undefined) return null;
  return (typeof expected === 'string' ? parsePython(expected) : null) ?? fromJson(expected);
}

export const pythonLiteral: ScorerKind = {
  type: 'python-literal',
  summary: 'the answer contains a Python literal equal to the expected value, by `==`',
  readsText: true,
  prepare(given) {
    parseOptions('python-literal', z.strictObject({}), given);
    return (answer, testCase, context) => {
      const wanted = expectedValue(testCase.expected);
      if (!wanted) return { value: null, explanation: 'The case expects no value.' };
      const { value, text } = context?.field
        ? { ...context.field, text: answer.text }
        : answerField(answer.text, wanted);
      const found = typeof value === 'string' ? findValue(text, wanted) : { value: fromJson(value), text };
      if (!found) return { value: 0, explanation: 'There is no Python literal in the answer.' };
      const right = pythonEqual(wanted, found.value);
      const label = cutText(found.text, 200);
      return {
        value: right ? 1 : 0,
        label,
        ...(!right && {
          explanation: `The answer is ${label}, not ${cutText(String(testCase.expected), 200)}.`,
        }),
      };
    };
  },
};
