/** What an answer written for CommonJS looks for. */
const commonJs = `globalThis.module = { exports: {} };
globalThis.exports = module.exports;
globalThis.require = createRequire(import.meta.url);
`;

/**
 * The word of success is read before the answer is loaded and written after everything in it has passed, so that leaving early
 * (`process.exit(0)`) is not success. The answer may be a module or a script: what it declares at the top can be called. Imports
 * begin with `;` so that nobody takes them for imports of this file.
 */
export const javascriptTests = (answer: string) => `
;import { readFileSync, writeSync } from 'node:fs';
;import { createRequire } from 'node:module';
${commonJs}const [read, write, exit] = [readFileSync, writeSync, process.exit.bind(process)];
const word = read(0, 'utf8');
try {
  await import("${answer}");
} catch (error) {
  write(2, String(error?.stack ?? error).slice(0, 4000));
  exit(1);
}
write(1, '\\n' + word + '\\n');
`;

/**
 * Functions are found as exports or as declarations at the top of the answer. Arguments come in and values go out as JSON;
 * what is expected never comes in here.
 */
export const javascriptCalls = (answer: string) => `
;import { readFileSync, writeSync } from 'node:fs';
;import { createRequire } from 'node:module';
${commonJs}const [read, write, stringify, parse] = [readFileSync, writeSync, JSON.stringify, JSON.parse];
const { name, calls, mark } = parse(read(0, 'utf8'));
const loaded = await import("${answer}");
const called = loaded[name] ?? globalThis[Symbol.for('called')] ?? module.exports?.[name] ?? loaded.default?.[name] ?? loaded.default;
for (const given of calls) {
  let outcome;
  try {
    if (typeof called !== 'function') throw new Error('there is no function ' + name);
    outcome = { value: (await called(...given)) ?? null };
  } catch (error) {
    outcome = { error: String(error?.message ?? error).slice(0, 500) };
  }
  let line;
  try { line = stringify(outcome); } catch (error) { line = stringify({ error: 'no JSON: ' + error.message }); }
  write(1, '\\n' + mark + line + '\\n');
}
`;

/** What an answer declares at its top without exporting it can be called too. */
export function withDeclared(code: string, name: string): string {
  const declares = new RegExp(
    String.raw`^(?:async\s+)?(?:function\s*\*?|const|let|var|class)\s+${name.replaceAll('$', String.raw`\$`)}(?![\w$])`,
    'm',
  );
  return declares.test(code) ? `${code}\n;globalThis[Symbol.for('called')] = ${name};\n` : code;
}
