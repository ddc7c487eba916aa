// Makes a checkout ready to run: installed packages and a Node that is new enough. Needs no package itself.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const minMajor = 24;

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the script with one clear line. */
export function fail(line) {
  say(`error: ${line}`);
  process.exit(1);
}

/** Runs a command in the checkout; gives its exit code and, with `quiet`, all it printed. Signals count as code 1. */
export function run(command, args, { quiet = false, env = process.env, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** True when every package of the lock file is there in the locked version; those of other platforms may be missing. */
function isInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = packagesOf(installedFile);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, locked]) => path === '' || locked.optional || installed[path]?.version === locked.version,
  );
}

function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return run(process.execPath, [cli, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** A line every ten seconds, so that a long step does not look dead. */
async function withProgress(what, work) {
  const start = Date.now();
  say(`${what} …`);
  const timer = setInterval(() => say(`  … ${Math.round((Date.now() - start) / 1000)} s`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/**
 * Follows the lock file and leaves it alone. `npm ci` refuses one that lacks optional packages of other platforms, which npm leaves
 * out when it adds a package where the registry does not have them: then `npm install` does.
 */
async function install() {
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error', '--progress=false'];
  const { code, output } = await withProgress('Installing packages (once)', async () => {
    const clean = await npm(['ci', ...quietly], { quiet: true });
    return clean.code !== 0 && clean.output.includes('EUSAGE')
      ? npm(['install', '--no-save', ...quietly], { quiet: true })
      : clean;
  });
  if (code !== 0) fail(`npm could not install the packages (code ${code}):\n${output.trim()}`);
}

async function versionOf(node) {
  const { code, output } = await run(node, ['-p', 'process.versions.node'], { quiet: true });
  return code === 0 ? Number.parseInt(output, 10) : 0;
}

/** The path of a Node that can run the sources. npm may have been told to run no install scripts: then `node` has no binary yet. */
async function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= minMajor) return process.execPath;
  const folder = join(root, 'node_modules', 'node');
  const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node) && (await versionOf(node)) >= minMajor) return node;
  const script = 'installArchSpecificPackage.js';
  if (!existsSync(join(folder, script)))
    fail(`Node ${minMajor} or newer is needed; this is ${process.version}.`);
  const { output } = await withProgress(`Fetching Node ${minMajor}`, () =>
    run(process.execPath, [script], { quiet: true, cwd: folder }),
  );
  if ((await versionOf(node)) >= minMajor) return node;
  return fail(
    `Node ${minMajor} or newer is needed; this is ${process.version}, and the npm package "node" brought none:\n${output.trim()}\nInstall Node ${minMajor} and try again.`,
  );
}

/** Environment in which `node` and every installed command run on the Node that was found. */
function environmentFor(node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path };
}

/**
 * Installs what is missing and finds the Node to use.
 * Gives the path of that Node and the environment for commands of installed packages.
 */
export async function setup() {
  if (!isInstalled()) await install();
  const node = await findNode();
  return { node, env: environmentFor(node) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { node } = await setup();
  say(`Ready: ${node}`);
}
