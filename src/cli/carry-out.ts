/** One command line, from its words to the name of its end; whoever calls it has the process. */
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { assayVersion } from '../app/data/version.ts';
import { AssayError } from '../contract/errors.ts';
import type { CommandContext } from './command.ts';
import { commands } from './commands.ts';
import type { Host } from './context.ts';
import { exitOfError, type ExitName } from './exit-codes.ts';
import { createProgram, withoutIdleHelp, type Execute } from './program.ts';

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Help needs none of it, and is there sooner without; all else has it before anything can fail, when nothing more might be opened. */
async function loadCommandParts() {
  const [{ contextOf }, { formatProblems, problemsJson }, { storageError }] = await Promise.all([
    import('./context.ts'),
    import('./problems.ts'),
    import('../app/data/storage-error.ts'),
  ]);
  return { contextOf, formatProblems, problemsJson, storageError };
}

function report(
  error: AssayError,
  context: CommandContext,
  { formatProblems, problemsJson }: Awaited<ReturnType<typeof loadCommandParts>>,
): ExitName {
  if (context.json) context.print(problemsJson(error));
  else {
    const { color, cwd } = context;
    context.note(formatProblems(error, { color, cwd, readFile: readText }));
  }
  return exitOfError(error.code);
}

function reportUnforeseen(error: unknown, context: CommandContext): ExitName {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (context.json) {
    const document = {
      schema: 'assay.error/1',
      error: { code: 'failure', message, remedy: null, problems: [] },
    };
    context.print(JSON.stringify(document, null, 2));
  }
  context.note(`internal error: ${name}: ${message}`);
  context.note(context.env['ASSAY_DEBUG'] ? (stack ?? 'no stack') : 'ASSAY_DEBUG=1 shows where it happened.');
  return 'failure';
}

/** Runs the command that `argv` names, without `assay` itself; every error becomes text for `host` and the name of an exit code. */
export async function carryOut(argv: string[], host: Host): Promise<ExitName> {
  let ended: ExitName = 'ok';
  const execute: Execute = async (spec, args, given) => {
    const parts = await loadCommandParts();
    const context = parts.contextOf(given, host);
    try {
      ended = await spec.run(args, given, context);
    } catch (error) {
      const known = error instanceof AssayError ? error : parts.storageError(error);
      ended = known ? report(known, context, parts) : reportUnforeseen(error, context);
    }
  };
  const program = createProgram(commands, assayVersion(), execute, host);
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : withoutIdleHelp(argv, commands), {
      from: 'user',
    });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 'ok' : 'usage';
  }
  return ended;
}
