/** Prints the figures as the last line, one JSON object, and sets the exit code: 0 when every check holds. */
export function conclude(
  bench: string,
  checks: Record<string, boolean>,
  figures: Record<string, unknown>,
): void {
  const passed = Object.values(checks).every(Boolean);
  console.log(JSON.stringify({ bench, passed, checks, ...figures }));
  process.exitCode = passed ? 0 : 1;
}
