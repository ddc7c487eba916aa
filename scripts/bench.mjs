// `npm run bench -- NAME`: runs bench/NAME.ts; its last line is one JSON object, its exit code says whether it fell short.
// `npm run bench -- all`: every bench in turn, then a table; `all NAME …`: these.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run, say, setup } from './setup.mjs';

const folder = join(root, 'bench');
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -3))
  : [];

/** The last line that a bench printed, `null` when it is not its figures. */
function figuresIn(output) {
  try {
    const figures = JSON.parse(output.trimEnd().split('\n').at(-1));
    return typeof figures?.checks === 'object' ? figures : null;
  } catch {
    return null;
  }
}

function rowOf(name, { code, output }, seconds) {
  const figures = figuresIn(output);
  const missed = Object.entries(figures?.checks ?? {}).flatMap(([check, holds]) => (holds ? [] : [check]));
  const noisy = figures?.too_noisy ? ' (the machine was too noisy)' : '';
  const why = figures ? missed.join(', ') + noisy : (output.trimEnd().split('\n').at(-1) ?? '');
  return [name, code === 0 ? 'holds' : figures ? 'falls short' : 'failed', `${seconds} s`, why];
}

function tableText(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Gives the exit code: 0 when all hold. */
async function runAll(chosen, { node, env }) {
  const rows = [['bench', 'result', 'time', 'falls short in']];
  let isWhole = true;
  for (const [i, name] of chosen.entries()) {
    say(`${i + 1} of ${chosen.length}: ${name}`);
    const from = performance.now();
    const result = await run(node, [join(folder, `${name}.ts`)], { quiet: true, env });
    isWhole &&= result.code === 0;
    rows.push(rowOf(name, result, Math.round((performance.now() - from) / 1000)));
    process.stdout.write(`${result.output.trimEnd().split('\n').at(-1)}\n`);
  }
  process.stdout.write(`\n${tableText(rows)}\n`);
  return isWhole ? 0 : 1;
}

const [name, ...rest] = process.argv.slice(2);
if (name === undefined) {
  process.stdout.write(
    `usage: npm run bench -- NAME\n       npm run bench -- all [NAME ...]\nnames: ${names.join(', ')}\n`,
  );
  process.exit(0);
}
const unknown = (name === 'all' ? rest : [name]).find((asked) => !names.includes(asked));
if (unknown !== undefined) fail(`there is no bench "${unknown}"; there are: ${names.join(', ')}`);

const ready = await setup();
if (name === 'all') process.exit(await runAll(rest.length > 0 ? rest : names, ready));
const { code } = await run(ready.node, [join(folder, `${name}.ts`), ...rest], { env: ready.env });
process.exit(code);
