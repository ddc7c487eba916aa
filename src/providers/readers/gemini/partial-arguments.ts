/** Arguments that come value by value, each with its place: `$.recipe.steps[2].text`. Texts come in pieces. */
import type { JsonObject } from '../answer-reader.ts';

type Container = Record<string, unknown> | unknown[];

/** `$.a.b[0]["c d"]` as its steps. */
function stepsOf(path: string): (string | number)[] {
  const steps = path.matchAll(/\[(\d+)\]|\[(["'])((?:\\.|(?!\2).)*)\2\]|\.?([^.[\]$]+)/g);
  return [...steps].map(([, index, , quoted, plain]) =>
    index === undefined ? (quoted ?? plain ?? '') : Number(index),
  );
}

const valueNames = ['stringValue', 'numberValue', 'boolValue'] as const;

export class PartialArguments {
  readonly #root: Record<string, unknown> = {};

  add(piece: JsonObject): void {
    const path = piece['jsonPath'];
    if (typeof path !== 'string') return;
    const name = valueNames.find((each) => piece[each] !== undefined);
    if (name === undefined && !('nullValue' in piece)) return;
    this.#set(stepsOf(path), name === undefined ? null : piece[name]);
  }

  #set(steps: (string | number)[], value: unknown): void {
    let at: Container = this.#root;
    for (const [i, step] of steps.slice(0, -1).entries()) {
      const inside = read(at, step);
      const next: Container =
        typeof inside === 'object' && inside !== null
          ? (inside as Container)
          : typeof steps[i + 1] === 'number'
            ? []
            : {};
      write(at, step, next);
      at = next;
    }
    const last = steps.at(-1);
    if (last === undefined) return;
    const before = read(at, last);
    write(at, last, typeof before === 'string' && typeof value === 'string' ? before + value : value);
  }

  json(): string {
    return JSON.stringify(this.#root);
  }
}

const read = (container: Container, step: string | number): unknown =>
  Object.hasOwn(container, step) ? (container as Record<string | number, unknown>)[step] : undefined;

/** Defined, not assigned: `__proto__` is a name like any other. */
function write(container: Container, step: string | number, value: unknown): void {
  // a place far beyond the end would make a list of holes
  if (Array.isArray(container) && (typeof step !== 'number' || step > container.length)) return;
  Object.defineProperty(container, step, { value, writable: true, enumerable: true, configurable: true });
}
