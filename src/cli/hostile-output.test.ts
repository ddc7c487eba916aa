/** Names, answers and messages that would move a cursor, hide text or command a job's runner, through every command that reads a run. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { openStore } from '../store/open-store.ts';
import { runCommand } from '../../test/made-up/run-command.ts';
import { contextOf } from './context.ts';
import { AssayError } from '../contract/errors.ts';
import type { Host } from './host.ts';
import { openHost } from './open-host.ts';
import { formatProblems } from './problems.ts';
import type { Given } from './options.ts';

const hostile =
  'h\u001b[31mRED\u001b[2J\u001b]8;;http://evil/\u0007L\u001b]8;;\u0007\u009b31m\u202egnp\u2066\u200f\u200b\u2028x\u0000\u007f\r\nfake line\n::error::n\n::stop-commands::t\n##[error]v';
const folder = mkdtempSync(join(tmpdir(), 'assay-hostile-'));
const dataDir = join(folder, 'data');
const made = madeUp({ runId: '01900000-0000-7000-8000-00000000ba5e', targets: 3, cases: 30 });
const earlier = madeUp({ runId: '01900000-0000-7000-8000-00000000ba5d', targets: 3, cases: 30 });

beforeAll(async () => {
  const store = await openStore({ dataDir });
  for (const { run, cases, batch } of [earlier, made]) {
    run.suite_name = hostile;
    run.targets.forEach((target, index) => (target.label = `${index}${hostile}`));
    for (const sample of batch.samples) {
      sample.response_model = hostile;
      sample.category = hostile;
      sample.cost_nanousd ??= 1e6;
    }
    for (const payload of batch.payloads) {
      payload.messages = [{ role: 'user', content: hostile }];
      if (payload.answer) payload.answer.text = hostile;
      if (payload.error_message !== '') payload.error_message = hostile;
      for (const score of payload.scores) score.explanation = hostile;
    }
    const named = cases.map((one) => ({ ...one, category: hostile, preview: hostile }));
    await store.putRun(run, named);
    await store.insert(batch);
  }
  await store.close();
  // commands ask the process that holds the data, which is much faster than opening it for each
  host = await openHost({
    dataDir,
    cwd: folder,
    env: {},
    port: 0,
    page: true,
    note: () => undefined,
    stopRun: () => false,
  } as never);
  writeFileSync(
    join(folder, 'suite.json'),
    JSON.stringify({
      name: hostile,
      targets: [{ model: 'openai/gpt-4o', label: hostile }],
      scorers: ['exact'],
      cases: [{ id: hostile, input: hostile, expected: hostile, tags: [hostile] }],
    }),
  );
  writeFileSync(join(folder, 'broken.json'), JSON.stringify({ [hostile]: 1, name: 'x', cases: [] }));
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
let host: Host;

const stream = (isTTY: boolean, out: string[]) => ({
  isTTY,
  columns: 200,
  hasColors: () => true,
  write: (text: string) => out.push(text) > 0,
});

/** What stdout and stderr get. */
async function call(
  name: string,
  args: string[],
  options: Record<string, Given>,
  env: Record<string, string>,
  isTTY: boolean,
) {
  const [out, err]: [string[], string[]] = [[], []];
  const host = { env, cwd: () => folder, stdout: stream(isTTY, out), stderr: stream(isTTY, err) };
  const context = contextOf({ ...options, dataDir }, host as never);
  try {
    await runCommand(name, args, options, context);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const { color, cwd } = context;
    context.note(formatProblems(error, { color, cwd, readFile: () => hostile }));
  }
  return { out: out.join(''), err: err.join('') };
}

const run = made.run.run_id;
const caseId = made.cases[0]?.id ?? '';
const lines: [string, string[], Record<string, Given>][] = [
  ['show', [run], {}],
  ['show', [run], { cases: true }],
  ['show', [run], { repeats: true }],
  ['show', [run], { case: caseId }],
  ['show', [run], { case: hostile }],
  ['show', [hostile], {}],
  ['list', [], {}],
  ['compare', [], {}],
  ['compare', [`0${hostile}`, `1${hostile}`], {}],
  ['compare', [earlier.run.run_id, run], {}],
  ['rank', [run], { weights: `${hostile}=1` }],
  ['rank', [run], {}],
  ['drift', [earlier.run.run_id, run], {}],
  ['recommend', [run], { margin: '50%', maxErrors: '100%' }],
  ['recommend', [run], { baseline: hostile }],
  ['route', [run], {}],
  ['gate', [run], { require: ['settled < 1', `score.x > 0`], github: true }],
  ['gate', [run], { notWorse: '2', baseline: `0${hostile}` }],
  ['report', [run], { format: 'md' }],
  ['report', [run], { format: 'junit' }],
  ['report', [run], { format: 'html' }],
  ['judge', [run], {}],
  ['plan', ['suite.json'], {}],
  ['plan', ['broken.json'], {}],
  ['plan', [hostile], {}],
  ['score', [run], { scorer: [hostile] }],
  ['prices', [hostile], {}],
  ['doctor', [], {}],
];
const shown = lines.map(([name, args, options]) => ({
  name: [name, ...args.map((arg) => (arg === run ? 'RUN' : 'x')), ...Object.keys(options)].join(' '),
  command: name,
  args,
  options,
}));

// oxlint-disable-next-line no-control-regex -- our own colours
const colours = /\u001b\[\d+m/g;
const hidden = /[^\P{Cc}\n\t]|[\u200b\u200f\u2028\u2029\u202e\u2066]/u;

it.each(shown)('$name: nothing hidden reaches a terminal or a pipe', async ({ command, args, options }) => {
  for (const isTTY of [true, false]) {
    const { out, err } = await call(command, args, options, { GITHUB_ACTIONS: 'true' }, isTTY);
    const text = isTTY ? (out + err).replaceAll(colours, '') : out + err;
    expect(text.length).toBeGreaterThan(0);
    expect(text).not.toMatch(hidden);
    expect(text).not.toContain('\u001b[31mRED');
    const said = text.split('\n').filter((line) => !/^::(?:error|warning) title=/.test(line));
    expect(said.filter((line) => /^\s*::|##\[error\]/.test(line))).toEqual([]);
  }
});

it.each(shown.filter(({ command }) => command !== 'report'))(
  '$name: as JSON it says the same as before',
  async ({ command, args, options }) => {
    const { out, err } = await call(command, args, { ...options, json: true }, {}, true);
    expect(out + err.replaceAll(colours, '')).not.toMatch(hidden);
    if (out !== '') expect(JSON.parse(out)).toHaveProperty('schema');
  },
);

it('shows a name of several lines in one', async () => {
  for (const [command, options] of [
    ['show', {}],
    ['rank', {}],
    ['recommend', {}],
    ['show', { case: caseId }],
    ['list', {}],
  ] as const) {
    const { out } = await call(command, command === 'list' ? [] : [run], options, {}, false);
    expect(out.split('\n').filter((line) => line.startsWith('fake line'))).toEqual([]);
  }
});

it('has one way out: nothing else of the command line or the reports writes to a stream of the process', () => {
  const src = join(import.meta.dirname, '..');
  const writers = ['cli', 'report', 'server', 'conduct', 'run', 'worker', 'control']
    .flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: src }))
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) =>
      /\b(?:stdout|stderr)\.write\(|\bconsole\.|process\.(?:stdout|stderr)/.test(
        readFileSync(join(src, file), 'utf8'),
      ),
    );
  // the context, commander's messages, and the end of the process, which only waits for what was written
  expect(writers.toSorted()).toEqual(['cli/context.ts', 'cli/main.ts', 'cli/program.ts']);
});
