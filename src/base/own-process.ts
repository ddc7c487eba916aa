/** What this process is: with `clock.ts` the only place below the adapters that asks the platform. */

export const ownPid: number = process.pid;

/** Of the user that runs it; `null` where users have no numbers. */
export const ownUserId: number | null = process.getuid?.() ?? null;

/** Of the node that runs this. */
export const nodePath: string = process.execPath;
export const nodeVersion: string = process.versions.node;
export const platformName = `${process.platform}-${process.arch}`;

/** Never this process: what it would find in its own name is left over from one that had the same id. */
export function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Node warns on stderr of what it calls experimental, to people who cannot do anything about it. */
export function withoutWarning<T>(beginning: string, work: () => Promise<T>): Promise<T> {
  const warn = process.emitWarning;
  const quieter = (...args: Parameters<typeof warn>) => {
    if (!String(args[0]).startsWith(beginning)) warn.apply(process, args);
  };
  process.emitWarning = quieter as typeof warn;
  return work().finally(() => (process.emitWarning = warn));
}

/** What an adapter reads when nothing else is given. */
export const ownEnv: Record<string, string | undefined> = process.env;
export const ownFolder = (): string => process.cwd();
