/** What a machine does in the same run, to hold everything else against: machines differ by a factor of two, and are shared. */
import { spawnSync } from 'node:child_process';

/** Starts this Node with `args`; ms. Throws when it ends with another code than 0. */
export function startMs(args: readonly string[], env: Record<string, string> = {}): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  if (status !== 0) throw new Error(`${args.join(' ')} exited with ${status}: ${stderr.toString()}`);
  return performance.now() - from;
}

/** Node doing nothing: about 40 ms on a machine that has nothing else to do. */
export const bareStartMs = (): number => startMs(['-e', '0']);

const rows = 40_000;

/** A single one is over before whatever else the machine does gets its turn, and says nothing of what takes seconds beside it. */
const works = 20;

/** Mean time of a fixed computation, done for some seconds: about 100 ms on such a machine. */
export function fixedWorkMs(): number {
  const from = performance.now();
  for (let i = 0; i < works; i++) fixedWork();
  return (performance.now() - from) / works;
}

/** Texts written, read and sorted, and floating-point sums, always the same. */
function fixedWork(): void {
  let state = 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647);
  const made = Array.from({ length: rows }, (_, id) => ({ id, name: `row ${next()}`, value: next() / 7 }));
  const read = JSON.parse(JSON.stringify(made)) as typeof made;
  read.sort((a, b) => (a.name < b.name ? -1 : 1));
  const sum = read.reduce((total, { value }, i) => total + value * Math.log1p(i), 0);
  if (!Number.isFinite(sum)) throw new Error('the fixed work came out wrong');
}
