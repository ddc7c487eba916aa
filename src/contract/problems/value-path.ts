export type Path = readonly (string | number)[];

/** `['targets', 1, 'model']` → `targets[1].model`. */
export function formatPath(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/** `targets[1].model` → `['targets', 1, 'model']`. */
export function parsePath(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map((m) =>
    m[1] === undefined ? (m[2] as string) : Number(m[1]),
  );
}
