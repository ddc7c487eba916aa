/** Each two of so many, in order: [0, 1], [0, 2], … */
export function allPairs(targets: number): [number, number][] {
  return Array.from({ length: targets }, (_, first) =>
    Array.from({ length: targets - first - 1 }, (_, i): [number, number] => [first, first + 1 + i]),
  ).flat();
}
