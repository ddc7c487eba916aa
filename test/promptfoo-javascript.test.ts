/** Assertions in JavaScript of a promptfoo configuration, converted, run in the sandbox. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from './made-up/run-command.ts';
import { contextOf } from '../src/cli/context.ts';
import { readSuiteFile } from '../src/app/suite/read-suite-file.ts';
import { createSandbox } from '../src/sandbox/create-sandbox.ts';
import { createScorer } from '../src/score/create-scorer.ts';
import { canIsolate, unlessIsolated } from './made-up/can-isolate.ts';
import { answerOf } from './made-up/scored-answer.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-promptfoo-js-'));
const sandbox = createSandbox({ folder, nodePath: process.execPath, searchPath: process.env['PATH'] ?? '' });
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});
const hasNode = await canIsolate(sandbox, 'node');

describe.skipIf(!hasNode)(`a converted suite${unlessIsolated(hasNode, 'Node')}`, () => {
  it('scores by its expressions and by its files', async () => {
    writeFileSync(
      join(folder, 'check.js'),
      'module.exports = { called: (output, { vars }) => ({ pass: output === vars.name, score: 1, reason: "" }) };\n',
    );
    const config = {
      prompts: ['Who?'],
      tests: [
        {
          vars: { name: 'Ann' },
          assert: [
            { type: 'javascript', value: 'output.length === 3' },
            {
              type: 'javascript',
              value: 'const n = output.length; n > context.config.most',
              config: { most: 3 },
            },
            { type: 'javascript', value: 'file://check.js:called' },
          ],
        },
      ],
    };
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    const plain = contextOf({}, {
      env: {},
      cwd: () => folder,
      stdout: process.stdout,
      stderr: process.stderr,
    } as never);
    const path = join(folder, 'made.yaml');
    await runCommand(
      'init',
      [path],
      { from: 'config.json' },
      {
        ...plain,
        note: () => undefined,
        print: () => undefined,
      },
    );
    expect(readFileSync(join(folder, 'made.javascript.mjs'), 'utf8')).toContain('export default');
    const { cases } = await readSuiteFile(path);
    const [testCase] = cases;
    if (!testCase) throw new Error('there is no case');
    const scores = await createScorer(cases, { sandbox }).score(testCase, answerOf('Ann'));
    expect(scores.map(({ value, passed, explanation }) => [value, passed, explanation])).toEqual([
      [1, true, null],
      [0, false, null],
      [1, true, expect.anything()],
    ]);
  });
});
