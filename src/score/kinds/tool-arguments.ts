import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { compilePattern } from '../compile-pattern.ts';
import { isObject } from '../deep-match.ts';
import { resolvePath, valueAt } from '../json-path.ts';
import { parsedArguments } from '../match-tool-calls.ts';
import { WrittenNumber } from '../written-number.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  tool: z.string().min(1).optional().describe('only calls of this tool; default: any'),
  patterns: z
    .record(z.string().min(1), z.string().min(1), { error: 'argument: regular expression' })
    .refine((patterns) => Object.keys(patterns).length > 0, 'at least one argument')
    .describe('argument (as a path, `address.city`) → regular expression (RE2) that matches somewhere in it'),
});

/** Objects and lists that hold something have arguments inside, and are none. */
const isBranch = (value: unknown) =>
  (isObject(value) || Array.isArray(value)) && Object.keys(value).length > 0;

/** The share of patterns that match, in the call that does best. Values that are no text are matched as JSON. */
export const toolArguments: ScorerKind = {
  type: 'tool-arguments',
  summary: 'arguments of a tool call match regular expressions',
  prepare(given) {
    const { tool, patterns } = parseOptions('tool-arguments', options, given);
    const compiled = Object.entries(patterns).map(([path, pattern]) => ({
      path,
      pattern: compilePattern(pattern, '', { type: 'tool-arguments', path: `patterns.${path}` }),
    }));
    function missesOf(text: string): string[] {
      const given = parsedArguments(text);
      return compiled.flatMap(({ path, pattern }) => {
        const value = valueAt(given, resolvePath(given, path) ?? [path]);
        if (value === undefined || isBranch(value)) return [path];
        const shown =
          typeof value === 'string' || value instanceof WrittenNumber ? String(value) : JSON.stringify(value);
        return pattern.matcher(shown).find() ? [] : [path];
      });
    }
    return ({ toolCalls }) => {
      const calls = toolCalls.filter((call) => tool === undefined || call.name === tool);
      if (calls.length === 0)
        return {
          value: 0,
          explanation: `${tool ?? 'No tool'} was ${tool === undefined ? '' : 'not '}called.`,
        };
      const misses = calls.map((call) => missesOf(call.arguments));
      const best = misses.reduce((least, next) => (next.length < least.length ? next : least));
      return {
        value: 1 - best.length / compiled.length,
        label: calls.map((call) => call.name).join(', '),
        ...(best.length > 0 && { explanation: `No match in: ${best.join(', ')}.` }),
      };
    };
  },
};
