/** How far a suite reaches: what it reads outside of its folder, and which key goes where. For whoever runs what somebody else wrote. */
import { realpath, stat } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import type { Suite, Target } from '../../contract/suite.ts';
import { embeddingTargets, judgeTargets } from '../../plan/judge-targets.ts';
import { addressOf, keyVariableOf, type Environment } from '../../providers/endpoint.ts';
import { simulatorId, vendorOf } from '../../providers/registry.ts';
import { formatCounted } from '../../view/format.ts';

const maxNamed = 10;

function listOf(names: readonly string[]): string {
  const more = names.length - maxNamed;
  return more > 0 ? `${names.slice(0, maxNamed).join(', ')} and ${more} more` : names.join(', ');
}

const realOr = (path: string) => realpath(path).catch(() => path);

/** Links count as what they lead to. */
export async function outsideNotes(suitePath: string, files: readonly string[]): Promise<string[]> {
  const isFolder = (await stat(suitePath).catch(() => null))?.isDirectory() ?? false;
  const folder = await realOr(isFolder ? suitePath : dirname(suitePath));
  const real = await Promise.all([...new Set(files)].map(realOr));
  const outside = real.filter((path) => relative(folder, path).split(sep)[0] === '..').sort();
  if (outside.length === 0) return [];
  const count = formatCounted(outside.length, 'file');
  return [
    `${count} outside of the suite's folder ${outside.length === 1 ? 'is' : 'are'} read: ${listOf(outside)}`,
  ];
}

/** The host, or whose it is where the provider's package knows it alone. */
function destinationOf(target: Target, env: Environment): string {
  const vendor = vendorOf(target.provider);
  const address = addressOf(vendor, target, env);
  return address === undefined ? vendor.name : new URL(address).host;
}

/** By variable; those that are not set go nowhere. */
export function keyNotes(suite: Suite, env: Environment): string[] {
  const places = new Map<string, Set<string>>();
  for (const target of [...suite.targets, ...judgeTargets(suite), ...embeddingTargets(suite)]) {
    const variable = target.provider === simulatorId ? null : keyVariableOf(target, env);
    if (variable === null) continue;
    const hosts = places.get(variable) ?? new Set();
    places.set(variable, hosts.add(destinationOf(target, env)));
  }
  return [...places].map(
    ([variable, hosts]) => `the key in ${variable} goes to ${listOf([...hosts].sort())}`,
  );
}
