/** The process: arguments in, exit code out. The only file that ends the process. */
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { AssayError } from '../contract/errors.ts';
import type { CommandContext } from './command.ts';
import { commands } from './commands.ts';
import { exitCodes, exitOfError, type ExitName } from './exit-codes.ts';
import { findOwnPackage } from './find-own-package.ts';
import { createProgram, withoutIdleHelp } from './program.ts';
import { assayVersion } from '../app/data/version.ts';

/** `assay show | head` closes our stdout: no reason for a stack trace. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      // what was to be said cannot be: a full disk behind a redirection
      if (stream === process.stdout)
        process.stderr.write(`error: the output cannot be written: ${error.message}\n`);
      process.exit(exitCodes.storage.code);
    });
  }
}

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

async function end(name: ExitName): Promise<void> {
  // Pipes and files may still hold what was written; exit would cut it.
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))),
  );
  process.exit(exitCodes[name].code);
}

/** Runs the command that `argv` (without node and script) names, then ends the process with its exit code. */
export async function main(argv: string[]): Promise<void> {
  ignoreClosedPipes();
  let ended: ExitName = 'ok';
  const program = createProgram(commands, assayVersion(), async (spec, args, given) => {
    const parts = await loadCommandParts();
    findOwnPackage();
    const context = parts.contextOf(given, process);
    try {
      ended = await spec.run(args, given, context);
    } catch (error) {
      const known = error instanceof AssayError ? error : parts.storageError(error);
      ended = known ? report(known, context, parts) : reportUnforeseen(error, context);
    }
  });
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : withoutIdleHelp(argv, commands), {
      from: 'user',
    });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    ended = error.exitCode === 0 ? 'ok' : 'usage';
  }
  await end(ended);
}
