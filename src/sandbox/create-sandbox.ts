/** Runs programs that are not ours behind walls, or not at all. */
import { mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { nowMs } from '../base/clock.ts';
import { hashSeed } from '../base/random.ts';
import { AssayError } from '../contract/errors.ts';
import type { LineProgram, Program, ProgramResult, Sandbox } from '../contract/program.ts';
import { findCommand, type FoundCommand } from './find-command.ts';
import { cannotIsolate, possibleIsolations } from './find-isolation.ts';
import type { Isolation, Visible } from './isolation.ts';
import { launch, type Launched } from './launch.ts';
import { lineProgram } from './line-program.ts';

export interface SandboxOptions {
  /** What `readable` paths are relative to: the folder of the suite. */
  folder: string;
  /** The Node we run on. */
  nodePath: string;
  /** Where commands are looked for. */
  searchPath: string;
  /** At once; default 2. */
  concurrency?: number;
}

/** A whole life: nobody scores longer. */
const longestSeconds = 24 * 3600;
/** Above every id that is given to people or services. */
const firstUid = 1_900_000_000;
const probeLimits = { wallSeconds: 10, memoryMb: 64, outputKb: 16, filesMb: 1, processes: 16 };

interface Place {
  folder: string;
  clear(): Promise<void>;
}

async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) {
    const path = resolve(folder, name);
    if (!path.startsWith(join(folder, '/')))
      throw new AssayError('not-allowed', `a program's file cannot be called "${name}"`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

async function makePlace(files: Record<string, string>): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-cell-'));
  const clear = () => rm(folder, { recursive: true, force: true });
  try {
    await mkdir(join(folder, 'root'));
    await writeFiles(join(folder, 'files'), files);
  } catch (error) {
    await clear();
    throw error;
  }
  return { folder, clear };
}

async function readableOf(paths: string[], folder: string): Promise<Visible[]> {
  return Promise.all(
    paths.map(async (given): Promise<Visible> => {
      const path = await realpath(resolve(folder, given)).catch(() => {
        throw new AssayError('suite-invalid', `there is no file or folder "${given}" in ${folder}`);
      });
      return { path, kind: (await stat(path)).isDirectory() ? 'folder' : 'file' };
    }),
  );
}

const withPaths = (word: string, readable: Visible[]) =>
  word.replace(/\{readable:(\d+)\}/g, (same, place: string) => readable[Number(place)]?.path ?? same);

/** Its input is given at once and closed; both outputs are kept up to the limit. */
async function finish(launched: Launched, program: Program, stdin: string): Promise<ProgramResult> {
  const startMs = nowMs();
  const most = program.limits.outputKb * 1024;
  const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  for (const stream of ['stdout', 'stderr'] as const) {
    let size = 0;
    launched.child[stream].on('data', (chunk: Buffer) => {
      if (size < most) kept[stream].push(chunk.subarray(0, most - size));
      size += chunk.length;
      if (size > most) launched.cut('output');
    });
  }
  launched.child.stdin.end(stdin);
  const ended = await launched.ended;
  const text = (stream: 'stdout' | 'stderr') => Buffer.concat(kept[stream]).toString();
  return { ...ended, stdout: text('stdout'), stderr: text('stderr'), wallMs: nowMs() - startMs };
}

export function createSandbox(options: SandboxOptions): Sandbox {
  const { folder, nodePath, searchPath, concurrency = 2 } = options;
  const commands = new Map<string, Promise<FoundCommand>>();
  let isolation: Promise<Isolation> | null = null;
  let free = concurrency;
  const queue: (() => void)[] = [];
  const staying: LineProgram[] = [];

  async function start(program: Program, wallSeconds: number | null, walls: Isolation): Promise<Launched> {
    const [command = '', ...args] = program.command;
    const found = commands.get(command) ?? findCommand(command, nodePath, searchPath);
    commands.set(command, found);
    const { path, visible } = await found;
    const readable = await readableOf(program.readable, folder);
    const place = await makePlace(program.files);
    const commandLine = walls.commandLine({
      filesFolder: join(place.folder, 'files'),
      rootFolder: join(place.folder, 'root'),
      visible: [...visible, ...readable],
      argv: [path, ...args.map((word) => withPaths(word, readable))],
      limits: program.limits,
      lifeSeconds: wallSeconds === null ? longestSeconds : wallSeconds + 2,
      uid: firstUid + (hashSeed(place.folder) % 60_000_000),
    });
    const launched = launch(commandLine, program.limits, wallSeconds);
    const ended = launched.ended.finally(place.clear);
    return { ...launched, ended };
  }

  async function find(): Promise<Isolation> {
    const faults: string[] = [];
    for (const walls of possibleIsolations(searchPath)) {
      const probe = { command: ['true'], files: {}, readable: [], limits: probeLimits };
      const tried = await finish(await start(probe, probeLimits.wallSeconds, walls), probe, '');
      if (tried.end === 'exit' && tried.exitCode === 0) return walls;
      faults.push(`${walls.name}: ${tried.stderr.trim().split('\n').at(-1) || tried.end}`);
    }
    throw cannotIsolate(faults.join('; ') || 'neither bwrap nor unshare and setpriv are installed');
  }
  const walls = () => (isolation ??= find());

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (free > 0) free--;
    else await new Promise<void>((go) => void queue.push(go));
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free++;
    }
  }

  return {
    run: (program, stdin) =>
      inTurn(async () => {
        const launched = await start(program, program.limits.wallSeconds, await walls());
        return finish(launched, program, stdin);
      }),
    open(program) {
      const lines = lineProgram(async () => start(program, null, await walls()), program.limits);
      staying.push(lines);
      return lines;
    },
    async close() {
      await Promise.all(staying.splice(0).map((lines) => lines.close()));
    },
  };
}
