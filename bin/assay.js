#!/usr/bin/env node
// The entry has to parse on old Node versions: it finds one that can run the rest.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import v8 from 'node:v8';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const leastMajor = 24;
const exitCodeUsage = 2;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs this very command on another Node and ends as it ends. */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the whole group; what is sent to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/**
 * V8 sizes heaps by the machine: garbage of this thread and of those that parse streams would grow to 100 MB each before it looks. What is new
 * gets 4 MB in this thread, whose heap begins with 1 MB and grows by the factor once, while the command is loaded; 2 MB in others. Threads that
 * help to collect so little are woken for longer than they help.
 */
function sizeHeaps() {
  for (const flag of [
    '--max-semi-space-size=2',
    '--min-semi-space-size=2',
    '--semi-space-growth-factor=4',
    '--heap-growing-percent=50',
    '--no-parallel-scavenge',
  ])
    v8.setFlagsFromString(flag);
}

/** A checkout runs its sources as they are; a published package has only what was built from them. */
function entry() {
  const source = join(root, 'src', 'cli', 'main.ts');
  if (process.env.ASSAY_DIST !== '1' && existsSync(source)) return source;
  return join(root, 'dist', 'cli', 'main.js');
}

if (Number.parseInt(process.versions.node, 10) >= leastMajor) {
  nodeModule.enableCompileCache();
  sizeHeaps();
  const { main } = await import(pathToFileURL(entry()).href);
  // it has grown once by what was loaded, and is not to grow again
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  await main(process.argv.slice(2));
} else {
  const newer = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(newer)) {
    handOver(newer);
  } else {
    process.stderr.write(
      `assay needs Node ${leastMajor} or newer; this is ${process.versions.node}. In a checkout, \`node scripts/setup.mjs\` brings one; else see https://nodejs.org.\n`,
    );
    process.exitCode = exitCodeUsage;
  }
}
