import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';

/** Processes come and go while they are looked at. */
const open = <Result>(ask: () => Result, otherwise: Result): Result => {
  try {
    return ask();
  } catch {
    return otherwise;
  }
};

/** kB that a process alone holds: what it maps of files is shared and can be dropped. */
function ownKb(pid: number): number {
  const status = open(() => readFileSync(`/proc/${pid}/status`, 'utf8'), '');
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return field('RssAnon') + field('RssShmem');
}

/** Adds the files in memory that a process holds open, mapped or not, each once: inode → kB. */
function addMemoryFiles(pid: number, files: Map<number, number>): void {
  const folder = `/proc/${pid}/fd`;
  for (const name of open(() => readdirSync(folder), [])) {
    const path = `${folder}/${name}`;
    if (!open(() => readlinkSync(path), '').startsWith('/memfd:')) continue;
    const stats = open(() => statSync(path), null);
    if (stats) files.set(stats.ino, (stats.blocks * 512) / 1024);
  }
}

/** MB of a process and all below it, files in memory included. */
export function memoryOf(pid: number): number {
  let kb = 0;
  const files = new Map<number, number>();
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    kb += ownKb(next);
    addMemoryFiles(next, files);
    for (const child of open(() => readFileSync(`/proc/${next}/task/${next}/children`, 'utf8'), '').split(
      ' ',
    ))
      if (child !== '') waiting.push(Number(child));
  }
  for (const fileKb of files.values()) kb += fileKb;
  return kb / 1024;
}
