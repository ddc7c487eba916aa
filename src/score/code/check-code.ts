/** Runs the code of an answer against what its case expects; what is expected in values is compared here, outside. */
import { cutText } from '../../base/cut-text.ts';
import { newId } from '../../base/id.ts';
import type { ProgramLimits, ProgramResult, Sandbox } from '../../contract/program.ts';
import { deepMatch } from '../deep-match.ts';
import type { CodeTask } from './code-task.ts';
import type { Language } from './languages.ts';

export interface Check {
  passed: boolean;
  /** What went wrong, for a person. */
  fault: string | null;
}

type Run = (files: Record<string, string>, stdin: string) => Promise<ProgramResult>;

const same = { number: { absolute: 1e-12, relative: 1e-9 }, looseText: false };
const show = (value: unknown) => cutText(JSON.stringify(value) ?? 'nothing', 200);

/** Why a program did not come to its end; `null` when it did. */
function endFault({ end, exitCode, stderr }: ProgramResult, limits: ProgramLimits): string | null {
  if (end === 'time') return `It took more than ${limits.wallSeconds} s.`;
  if (end === 'memory') return `It used more than ${limits.memoryMb} MB of memory.`;
  if (end === 'output') return `It printed more than ${limits.outputKb} kB.`;
  const lines = stderr.trim().split('\n');
  // stacks stand below the error in JavaScript and above it in Python
  const last = lines.findLast((line) => /^\s*(?:\w+\.)*\w*(?:Error|Exception)\b/.test(line)) ?? lines.at(-1);
  const said = cutText((last ?? '').trim(), 300);
  if (end === 'signal') return `It crashed. ${said}`.trim();
  return exitCode === 0 ? null : `It failed: ${said === '' ? `exit code ${exitCode}` : said}`;
}

/** Each test in a program of its own: one that fails says nothing of the others. */
async function checkTests(
  task: CodeTask & { kind: 'tests' },
  code: string,
  language: Language,
  limits: ProgramLimits,
  run: Run,
) {
  const checks: Check[] = [];
  for (const test of task.tests) {
    const word = newId();
    const result = await run(language.withTests(code, `${task.setup}\n${test}`), word);
    const fault = endFault(result, limits);
    const finished = !language.givesWord || result.stdout.trimEnd().endsWith(word);
    checks.push({
      passed: fault === null && finished,
      fault: fault ?? (finished ? null : 'It ended before its tests did.'),
    });
  }
  return checks;
}

async function checkCalls(
  task: CodeTask & { kind: 'calls' },
  code: string,
  language: Language,
  limits: ProgramLimits,
  run: Run,
) {
  const mark = newId();
  const calls = task.calls.map(({ args }) => args);
  const result = await run(
    language.withCalls(code, task.name),
    JSON.stringify({ name: task.name, calls, mark }),
  );
  const lines = result.stdout.split('\n').filter((line) => line.startsWith(mark));
  return task.calls.map(({ returns }, i): Check => {
    const line = lines[i];
    if (line === undefined)
      return { passed: false, fault: endFault(result, limits) ?? 'It ended before all calls were made.' };
    try {
      const outcome = JSON.parse(line.slice(mark.length)) as { value?: unknown; error?: string };
      if (outcome.error !== undefined)
        return { passed: false, fault: `Call ${i + 1} threw: ${outcome.error}` };
      const passed = deepMatch(returns ?? null, outcome.value ?? null, same);
      return {
        passed,
        fault: passed ? null : `Call ${i + 1} gave ${show(outcome.value)}, not ${show(returns)}.`,
      };
    } catch {
      return { passed: false, fault: `Call ${i + 1} did not return JSON.` };
    }
  });
}

const lineEnds = (text: string) => text.replace(/[ \t\r]+$/gm, '').trimEnd();

async function checkInputs(
  task: CodeTask & { kind: 'inputs' },
  code: string,
  language: Language,
  limits: ProgramLimits,
  run: Run,
) {
  const checks: Check[] = [];
  for (const { stdin, stdout } of task.inputs) {
    const result = await run(language.alone(code), stdin);
    const fault = endFault(result, limits);
    const passed = fault === null && lineEnds(result.stdout) === lineEnds(stdout);
    const unlike = `It printed ${show(lineEnds(result.stdout))}, not ${show(lineEnds(stdout))}.`;
    checks.push({ passed, fault: passed ? null : (fault ?? unlike) });
  }
  return checks;
}

/** One check for each test, call or input, in order. Rejects where programs cannot be isolated. */
export function checkCode(
  task: CodeTask,
  code: string,
  language: Language,
  limits: ProgramLimits,
  sandbox: Sandbox,
): Promise<Check[]> {
  const run: Run = (files, stdin) =>
    sandbox.run({ command: language.command, files, readable: [], limits }, stdin);
  if (task.kind === 'tests') return checkTests(task, code, language, limits, run);
  if (task.kind === 'calls') return checkCalls(task, code, language, limits, run);
  return checkInputs(task, code, language, limits, run);
}
