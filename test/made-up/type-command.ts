/** A command line as a user types it, carried out in this process: starting one and loading the database's engine takes far longer than most commands. */
import { Writable } from 'node:stream';
import { carryOut } from '../../src/cli/carry-out.ts';
import { exitCodes } from '../../src/cli/exit-codes.ts';

export interface Ended {
  code: number;
  out: string;
  err: string;
}

/** A pipe, and what went into it. */
function pipe() {
  const pieces: Buffer[] = [];
  const stream = new Writable({
    write(piece: Buffer, _, done) {
      pieces.push(piece);
      done();
    },
  }) as NodeJS.WriteStream;
  const text = async () => {
    await new Promise((done) => stream.write('', done));
    return Buffer.concat(pieces).toString();
  };
  return { stream, text };
}

/** Ends as the process would: with its exit code, and everything it wrote. */
export async function typeCommand(
  args: string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ended> {
  const [out, err] = [pipe(), pipe()];
  const name = await carryOut(args, {
    env,
    cwd: () => cwd,
    stdout: out.stream,
    stderr: err.stream,
  });
  return { code: exitCodes[name].code, out: await out.text(), err: await err.text() };
}
