/** Runs programs that are not ours in a sandbox, or not at all. */
import { open, realpath, stat, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { nowMs } from '../base/clock.ts';
import { newId } from '../base/id.ts';
import { hashSeed } from '../base/random.ts';
import { AssayError } from '../contract/errors.ts';
import type {
  LineProgram,
  Program,
  ProgramLimits,
  ProgramResult,
  Sandbox,
  SandboxIsolation,
} from '../contract/program.ts';
import { makePlace } from './cell-folder.ts';
import { findCommand, type FoundCommand } from './find-command.ts';
import { cannotIsolate, possibleIsolations } from './find-isolation.ts';
import type { Isolation, Visible } from './isolation.ts';
import { launch, type Launched } from './launch.ts';
import { lineProgram } from './line-program.ts';
import { openMemoryGroup } from './memory-group.ts';
import { seccompFilter } from './seccomp-filter.ts';

export interface SandboxOptions {
  /** What `readable` paths are relative to: the folder of the suite. */
  folder: string;
  /** The Node we run on. */
  nodePath: string;
  /** Where commands are looked for. */
  searchPath: string;
  /** At once; default 2. */
  concurrency?: number;
  /** Do without these, as on a machine that lacks them. */
  without?: ('control group' | 'filter')[];
}

/** A whole life: nobody scores longer. */
const longestSeconds = 24 * 3600;
/** Above every id that is given to people or services. */
const firstUid = 1_900_000_000;
const probeLimits = { wallSeconds: 10, memoryMb: 64, outputKb: 16, filesMb: 1, processes: 16 };

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

/** Room in the group for what the walls themselves hold, MB. */
const isolationOverheadMb = 24;

/** All a program and its files may hold in memory, files of its own among it: they lie in memory too. */
const groupFor = (name: string, { memoryMb, filesMb, processes }: ProgramLimits) =>
  openMemoryGroup(name, {
    bytes: (memoryMb + filesMb + isolationOverheadMb) * 1024 * 1024,
    processes: processes + 8,
  });

/** `denyMemfd`: see `seccompFilter`. Every launch reads the file from its beginning, so each opens its own. */
async function openFilter(folder: string, denyMemfd: boolean) {
  const filter = seccompFilter(arch(), { denyMemfd });
  if (filter === null) return null;
  const path = join(folder, 'filter');
  await writeFile(path, filter);
  return open(path);
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

/** Starts programs behind the given walls. */
class Launcher {
  readonly #options: SandboxOptions;
  readonly #commands = new Map<string, Promise<FoundCommand>>();

  constructor(options: SandboxOptions) {
    this.#options = options;
  }

  /** `null`: this machine counts no memory. */
  group(name: string, limits: ProgramLimits) {
    return this.#options.without?.includes('control group') ? null : groupFor(name, limits);
  }

  async isMemoryCounted(): Promise<boolean> {
    const group = this.group(`assay-cell-probe-${newId()}`, probeLimits);
    await group?.remove();
    return group !== null;
  }

  #command(name: string): Promise<FoundCommand> {
    const { nodePath, searchPath } = this.#options;
    const found = this.#commands.get(name) ?? findCommand(name, nodePath, searchPath);
    this.#commands.set(name, found);
    return found;
  }

  async start(program: Program, wallSeconds: number | null, isolation: Isolation): Promise<Launched> {
    const { limits } = program;
    const [command = '', ...args] = program.command;
    const { path, visible } = await this.#command(command);
    const readable = await readableOf(program.readable, this.#options.folder);
    const place = await makePlace(program.files);
    const group = this.group(basename(place.folder), limits);
    const filter = isolation.hasFilter ? await openFilter(place.folder, group === null) : null;
    const commandLine = isolation.commandLine({
      filesFolder: join(place.folder, 'files'),
      rootFolder: join(place.folder, 'root'),
      visible: [...visible, ...readable],
      argv: [path, ...args.map((word) => withPaths(word, readable))],
      limits,
      lifeSeconds: wallSeconds === null ? longestSeconds : wallSeconds + 2,
      uid: firstUid + (hashSeed(place.folder) % 60_000_000),
      memoryIsCounted: group !== null,
    });
    const launched = launch(commandLine, { limits, wallSeconds, group, filter: filter?.fd ?? null });
    await filter?.close();
    const ended = launched.ended.finally(() => Promise.all([place.clear(), group?.remove()]));
    return { ...launched, ended };
  }
}

/** The first isolation that lets a program run on this machine. */
async function findIsolation(
  launcher: Launcher,
  { searchPath, without = [] }: SandboxOptions,
): Promise<Isolation> {
  const canFilter = !without.includes('filter') && seccompFilter(arch(), { denyMemfd: true }) !== null;
  const faults: string[] = [];
  for (const isolation of possibleIsolations(searchPath, canFilter, await launcher.isMemoryCounted())) {
    const probe = { command: ['true'], files: {}, readable: [], limits: probeLimits };
    const tried = await finish(await launcher.start(probe, probeLimits.wallSeconds, isolation), probe, '');
    if (tried.end === 'exit' && tried.exitCode === 0) return isolation;
    faults.push(`${isolation.name}: ${tried.stderr.trim().split('\n').at(-1) || tried.end}`);
  }
  throw cannotIsolate(faults.join('; ') || 'neither bwrap nor unshare and setpriv are installed');
}

/** At most so many at once; the others wait in line. */
function createTurns(concurrency: number) {
  let free = concurrency;
  const queue: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (free > 0) free--;
    else await new Promise<void>((go) => void queue.push(go));
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free++;
    }
  };
}

export function createSandbox(options: SandboxOptions): Sandbox {
  const launcher = new Launcher(options);
  const inTurn = createTurns(options.concurrency ?? 2);
  let found: Promise<Isolation> | null = null;
  const isolation = () => (found ??= findIsolation(launcher, options));
  const staying: LineProgram[] = [];
  return {
    async sandboxIsolation(): Promise<SandboxIsolation> {
      const { name, hasFilter } = await isolation();
      return {
        isolation: name,
        memory: (await launcher.isMemoryCounted()) ? 'control group' : 'watched',
        system_calls: hasFilter ? 'filtered' : 'not filtered',
      };
    },
    run: (program, stdin) =>
      inTurn(async () => {
        const launched = await launcher.start(program, program.limits.wallSeconds, await isolation());
        return finish(launched, program, stdin);
      }),
    open(program) {
      const start = async () => launcher.start(program, null, await isolation());
      const lines = lineProgram(start, program.limits);
      staying.push(lines);
      return lines;
    },
    async close() {
      await Promise.all(staying.splice(0).map((lines) => lines.close()));
    },
  };
}
