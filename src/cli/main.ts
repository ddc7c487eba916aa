/** The process: arguments in, exit code out. The only file that ends the process. */
import { carryOut } from './carry-out.ts';
import { exitCodes, type ExitName } from './exit-codes.ts';
import { findOwnPackage } from './find-own-package.ts';

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
  findOwnPackage();
  await end(await carryOut(argv, process));
}
