import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { findCode } from '../find-code.ts';
import { parseOptions } from '../parse-options.ts';

const dialects = [
  'generic',
  'ansi',
  'mysql',
  'postgresql',
  'sqlite',
  'snowflake',
  'redshift',
  'mssql',
  'clickhouse',
  'bigquery',
  'duckdb',
  'databricks',
  'hive',
  'oracle',
  'spark',
  'teradata',
] as const;
const options = z.strictObject({
  dialect: z.enum(dialects, { error: `one of: ${dialects.join(', ')}` }).default('generic'),
  statements: z.number().int().positive().optional().describe('the exact number of statements'),
});

let loaded: ReturnType<typeof load> | null = null;
async function load() {
  const parser = await import('@guanmingchiu/sqlparser-ts');
  await parser.init();
  return parser;
}

/** Syntax only: tables and columns are not known. */
export const sql: ScorerKind = {
  type: 'sql',
  summary: 'the answer is SQL that parses, in a dialect',
  prepare(given) {
    const { dialect, statements } = parseOptions('sql', options, given);
    return async (answer) => {
      const code = findCode(answer.text, [
        'sql',
        'postgresql',
        'postgres',
        'mysql',
        'sqlite',
        'tsql',
        'plsql',
        dialect,
      ]);
      if (code === null) return { value: 0, explanation: 'There is no SQL in the answer.' };
      const parser = await (loaded ??= load());
      try {
        const found = parser.parse(code, dialect).length;
        if (found === 0) return { value: 0, explanation: 'There is no SQL statement in the answer.' };
        if (statements !== undefined && found !== statements)
          return { value: 0, explanation: `There are ${found} statements, not ${statements}.` };
        return { value: 1 };
      } catch (error) {
        return { value: 0, explanation: (error as Error).message };
      }
    };
  },
};
