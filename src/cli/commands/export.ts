import { Writable } from 'node:stream';
import { exportRun, exportTo } from '../../app/import/export-run.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { exportSpec } from '../specs/exchange.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

/** A terminal is shown what the characters are; a pipe gets them. */
function documentStream({ stdout, document }: CommandContext): Writable {
  if (!stdout.isTTY) return stdout;
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      document(chunk.toString());
      done();
    },
  });
}

export const run: RunCommand<typeof exportSpec> = async ([id = 'latest'], options, context) => {
  const { output: file, format } = options;
  if (file === undefined) {
    await exportTo(documentStream(context), { run: id, format }, context).catch((error: unknown) => {
      // whoever read it has seen enough, as `head` does
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    });
    return 'ok';
  }
  const done = await withProgressUntilInterrupted(context, 'exporting', (watched) =>
    exportRun({ run: id, file, format }, watched),
  );
  if (context.json) context.print(JSON.stringify(done, null, 2));
  else context.note(`Wrote ${file}. Back again, elsewhere: \`assay import ${file} --data-dir DIR\``);
  return 'ok';
};
