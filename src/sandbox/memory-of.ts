import { readFileSync } from 'node:fs';

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** kB that a process alone holds: what it maps of files is shared and can be dropped. */
function ownKb(pid: number): number {
  const status = read(`/proc/${pid}/status`) ?? '';
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return field('RssAnon') + field('RssShmem');
}

/** MB of a process and all below it. */
export function memoryOf(pid: number): number {
  let kb = 0;
  const open = [pid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    kb += ownKb(next);
    for (const child of (read(`/proc/${next}/task/${next}/children`) ?? '').split(' '))
      if (child !== '') open.push(Number(child));
  }
  return kb / 1024;
}
