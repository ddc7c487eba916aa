/** How an answer in a language is run: the files it becomes and the command. Pure text; what runs them is handed in. */
import { javascriptCalls, javascriptTests, withDeclared } from './javascript-harness.ts';
import { pythonCalls, pythonTests } from './python-harness.ts';

export interface Language {
  /** Names of code fences. */
  fences: string[];
  command: string[];
  /** Writes the word it was given once all tests have passed; else its exit code must do. */
  givesWord: boolean;
  /** `tests` runs after the code, in the same program. */
  withTests(code: string, tests: string): Record<string, string>;
  /** Reads `{name, calls: unknown[][]}` and writes one outcome a line; see `readOutcomes`. */
  withCalls(code: string, name: string): Record<string, string>;
  /** The code alone, for standard input and output. */
  alone(code: string): Record<string, string>;
}

const node = ['node', '--no-warnings', '--experimental-transform-types'];

export const languages = {
  javascript: {
    fences: ['javascript', 'js', 'jsx', 'mjs', 'cjs', 'node'],
    command: [...node, 'main.mjs'],
    givesWord: true,
    withTests: (code, tests) => ({
      'answer.mjs': `${code}\n${tests}\n`,
      'main.mjs': javascriptTests('./answer.mjs'),
    }),
    withCalls: (code, name) => ({
      'answer.mjs': withDeclared(code, name),
      'main.mjs': javascriptCalls('./answer.mjs'),
    }),
    alone: (code) => ({ 'main.mjs': code }),
  },
  typescript: {
    fences: ['typescript', 'ts', 'tsx', 'mts', 'javascript', 'js'],
    command: [...node, 'main.mjs'],
    givesWord: true,
    withTests: (code, tests) => ({
      'answer.mts': `${code}\n${tests}\n`,
      'main.mjs': javascriptTests('./answer.mts'),
    }),
    withCalls: (code, name) => ({
      'answer.mts': withDeclared(code, name),
      'main.mjs': javascriptCalls('./answer.mts'),
    }),
    alone: (code) => ({ 'main.mjs': `import './answer.mts';`, 'answer.mts': code }),
  },
  python: {
    fences: ['python', 'py', 'python3'],
    command: ['python3', '-I', '-B', 'main.py'],
    givesWord: true,
    withTests: (code, tests) => ({
      'answer.py': `${code}\n`,
      'tests.py': `${tests}\n`,
      'main.py': pythonTests,
    }),
    withCalls: (code) => ({ 'answer.py': `${code}\n`, 'main.py': pythonCalls }),
    alone: (code) => ({ 'main.py': code }),
  },
} as const satisfies Record<string, Language>;
