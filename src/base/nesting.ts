import { maxDepth, tooDeep, WrittenNumber } from './exact-json.ts';

type Path = readonly (string | number)[];

/** Where a value contains itself or is nested too deeply; `null`: nowhere. A value that only occurs twice is neither. */
export function nestingFault(root: unknown): { path: Path; isLoop: boolean } | null {
  const path: (string | number)[] = [];
  const open: object[] = [];
  const sound = new WeakSet();
  const walk = (value: unknown): { path: Path; isLoop: boolean } | null => {
    if (typeof value !== 'object' || value === null || sound.has(value)) return null;
    if (value instanceof WrittenNumber) return null;
    if (open.includes(value)) return { path: [...path], isLoop: true };
    if (open.length >= maxDepth) return { path: [...path], isLoop: false };
    open.push(value);
    for (const [key, inner] of Object.entries(value)) {
      path.push(Array.isArray(value) ? Number(key) : key);
      const fault = walk(inner);
      if (fault) return fault;
      path.pop();
    }
    open.pop();
    sound.add(value);
    return null;
  };
  return walk(root);
}

/** Throws for a value that whatever walks it would not come to the end of. */
export function refuseDepth<T>(value: T): T {
  const fault = nestingFault(value);
  if (!fault) return value;
  throw new Error(fault.isLoop ? 'a value in it contains itself' : tooDeep);
}
