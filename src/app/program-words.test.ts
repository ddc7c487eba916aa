import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { AssayError } from '../contract/errors.ts';
import { programError, programText } from './program-words.ts';
import { useCases } from './use-cases.ts';
import type { UseCase } from './use-case.ts';

it.each([
  ['Name one with --criterion.', 'Name one with `criterion`.'],
  ['Add one with -t.', 'Add one with `targets`.'],
  ['Choose another with --data-dir or ASSAY_DATA_DIR.', 'Choose another with `dataDir` or ASSAY_DATA_DIR.'],
  [
    '`assay doctor --repair` moves it; --fresh does not.',
    '`assay doctor --repair` moves it; `resume: false` does not.',
  ],
  ['a well-to-do -o-word stays', 'a well-to-do -o-word stays'],
])('%s', (text, words) => expect(programText(text)).toBe(words));

it('words every part of an error, and keeps the rest', () => {
  const cause = new Error('x');
  const error = new AssayError('usage', '--as is "x"', {
    remedy: 'Leave --as out.',
    problems: [{ message: '--match is "y"', path: 'a', remedy: 'Leave --match out.' }],
    cause,
  });
  expect(programError(error)).toMatchObject({
    code: 'usage',
    message: '`as` is "x"',
    remedy: 'Leave `as` out.',
    problems: [{ message: '`match` is "y"', path: 'a', remedy: 'Leave `match` out.' }],
    cause,
  });
  expect(programError(cause)).toBe(cause);
});

/** Options of other programs, which our texts only pass on. */
const foreign =
  /engine\.ts$|languages\.ts$|lane-threads\.ts$|module\.ts$|scorer-services\.ts$|provenance\.ts$|command\.ts$/;
const literal = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const rooms = ['app', 'suite', 'plan', 'score', 'conduct', 'decide', 'labels', 'exchange', 'backup', 'store'];

async function knownNames(): Promise<Set<string>> {
  const loaded = await Promise.all(
    Object.entries(useCases).map(
      async ([name, load]) => ((await load()) as unknown as Record<string, UseCase>)[name],
    ),
  );
  const inputs = loaded.flatMap((useCase) =>
    useCase?.input instanceof z.ZodObject ? Object.keys(useCase.input.shape) : [],
  );
  const ofLoad = ['load.rate', 'load.users', 'load.shape', 'resume: false', 'load'];
  return new Set([...inputs, ...ofLoad, 'dataDir', 'results', 'control']);
}

it('every option that a text names is an input or a setting of programs, too', async () => {
  const known = await knownNames();
  const root = join(import.meta.dirname, '..');
  const unknown = globSync(`{${rooms.join(',')}}/**/*.ts`, { cwd: root })
    .filter((file) => !file.endsWith('.test.ts') && !foreign.test(file))
    .flatMap((file) => {
      const code = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
      const texts = code.match(literal) ?? [];
      return texts.flatMap((text) =>
        [
          ...text
            .slice(1, -1)
            .replaceAll('\\`', '`')
            .replaceAll(/`assay [^`]*`/g, '')
            .matchAll(/(?<![\w-])--[a-z][a-z0-9-]*/g),
        ]
          .map(([option]) => programText(option).replaceAll('`', ''))
          .filter((name) => !known.has(name))
          .map((name) => `${file}: ${name}`),
      );
    });
  expect(unknown).toEqual([]);
});
