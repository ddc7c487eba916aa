/** A registry of packages on loopback that has what is installed here, so that another package manager can install it without the network. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

interface Installed {
  folder: string;
  version: string;
}

/** Every version of every package below `root`, by name. */
function installedBelow(root: string): Map<string, Installed[]> {
  const lock = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const packages = Object.entries(lock.packages).map(([path, { version }]) => ({
    name: path.split('node_modules/').at(-1) as string,
    folder: join(root, path),
    version,
  }));
  return Map.groupBy(packages, ({ name }) => name);
}

/** What a registry says of a package; its tarballs lie beside it. */
function packument(name: string, url: string, found: Installed[]): object {
  const versions = found.map(({ folder, version }) => {
    const { devDependencies: _, ...manifest } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    ) as Record<string, unknown>;
    const tarball = `${url}/-/${encodeURIComponent(name)}/${version}.tgz`;
    return [version, { ...manifest, name, version, dist: { tarball } }] as const;
  });
  return { name, 'dist-tags': { latest: found[0]?.version }, versions: Object.fromEntries(versions) };
}

export async function startLoopbackRegistry(root: string): Promise<{ url: string; close(): void }> {
  const installed = installedBelow(root);
  const server = createServer((request, response) => {
    const parts = (request.url ?? '').split('/').filter(Boolean);
    const isTarball = parts[0] === '-';
    const name = decodeURIComponent(isTarball ? (parts[1] ?? '') : parts.join('/'));
    const found = installed.get(name) ?? [];
    const wanted = found.find(({ version }) => `${version}.tgz` === parts[2]);
    if (found.length === 0 || (isTarball && !wanted)) return void response.writeHead(404).end('{}');
    if (!isTarball) {
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify(packument(name, url, found)));
    }
    const how = ['-cz', '--exclude=./node_modules', '--transform=s,^\\.,package,', '-C', wanted!.folder, '.'];
    return void spawn('tar', how, { stdio: ['ignore', 'pipe', 'ignore'] }).stdout.pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => void (server.closeAllConnections(), server.close()) };
}
