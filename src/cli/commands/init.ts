import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { AssayError } from '../../contract/errors.ts';
import type { CommandModule } from '../command.ts';
import { starterSuite } from '../starter-suite.ts';

function explain(error: NodeJS.ErrnoException, name: string): AssayError {
  if (error.code === 'EEXIST')
    return new AssayError('usage', `${name} exists already and is left as it is`, {
      remedy: 'Name another file: assay init other.yaml',
    });
  return new AssayError('usage', `${name} cannot be written: ${error.message}`, {
    remedy: 'Name a file in a folder that exists and is yours.',
    cause: error,
  });
}

/** Writes the starter suite; never over a file that exists. */
export const run: CommandModule['run'] = async ([file = 'suite.yaml'], _options, context) => {
  const path = resolve(context.cwd, file);
  const name = relative(context.cwd, path);
  try {
    await writeFile(path, starterSuite, { flag: 'wx' });
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, name);
  }
  if (context.json) context.print(JSON.stringify({ schema: 'assay.init/1', path }, null, 2));
  else
    context.print(`Wrote ${name}. Next: edit it, then \`assay plan ${name}\`, then \`assay run ${name}\`.`);
  return 'ok';
};
