/** The module that a converted suite has beside it where it has assertions in JavaScript: a scorer of type `module`. */

/** Names of what these assertions may use here; all else is not there. */
const unavailable =
  /\b(?:require|process|fetch|import)\s*[(.]|\bcontext\??\.(?!vars\b|test\b|config\b)\w+|\bcontext\??\.test\??\.(?!vars\b)\w+|\bcontext\s*\[/;

/** What it uses that is not there; `null`: nothing that can be seen. */
export function usesUnavailable(code: string): string | null {
  return unavailable.exec(code)?.[0] ?? null;
}

/** Least value of a verdict that passed, where an assertion names none: any number above 0 passes. Well above rounding. */
export const minPass = 1e-6;

export const javascriptRunner = `/**
 * Assertions in JavaScript, as promptfoo runs them: \`output\` and \`context\` (\`vars\`, \`test.vars\`, \`config\`). Used by scorers of
 * type \`module\`, in a sandbox. \`options\`: \`code\` or \`file\` (with \`called\`), \`transforms\`, \`config\`, \`turned\`, \`threshold\`.
 */
const words = ['const', 'let', 'var'];

/** One line is an expression, perhaps behind declarations; several lines are the body of a function. */
function bodyOf(code) {
  const text = code.trim().replace(/;+\\s*$/, '');
  if (text.includes('\\n')) return code;
  if (!words.some((word) => text.startsWith(word + ' '))) return 'return ' + text;
  for (let at = text.lastIndexOf(';'); at >= 0; at = text.lastIndexOf(';', at - 1)) {
    const body = text.slice(0, at + 1) + ' return (' + text.slice(at + 1) + ')';
    try {
      new Function('output', 'context', body);
      return body;
    } catch {
      // that semicolon stands inside a text or a function
    }
    if (at === 0) break;
  }
  return text;
}

const call = (code, output, context) => new Function('output', 'context', bodyOf(code))(output, context);

async function callFile({ file, called }, output, context) {
  const loaded = await import(new URL(file, import.meta.url).href);
  const all = { ...loaded.default, ...loaded };
  const found = called ? all[called] : typeof loaded.default === 'function' ? loaded.default : loaded.default?.default;
  if (typeof found !== 'function') throw new Error(file + ' exports no such function');
  return found(output, context);
}

/** Calls of tools are what there is when there is no text; an answer in JSON is read where that was asked for. */
function outputOf({ text, toolCalls }, isJson) {
  if (text === '' && toolCalls?.length > 0)
    return toolCalls.map(({ id, name, arguments: given }) => ({ id, type: 'function', function: { name, arguments: given } }));
  if (!isJson) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const within = (value) => Math.min(1, Math.max(0, value));

/** A verdict whose \`pass\` and \`score\` disagree counts as its \`pass\`. */
function verdictOf(result, { turned = false, threshold = ${minPass} }) {
  if (typeof result === 'boolean') return { value: result !== turned ? 1 : 0 };
  if (typeof result === 'number' && Number.isFinite(result)) return { value: within(result), label: String(result) };
  if (typeof result !== 'object' || result === null || typeof result.pass !== 'boolean')
    throw new Error('the assertion gave ' + JSON.stringify(result) + ', not a boolean, a number or {pass, score, reason}');
  const score = typeof result.score === 'number' ? within(result.score) : Number(result.pass);
  const agrees = score >= threshold === result.pass;
  return { value: agrees ? score : Number(result.pass), label: String(result.score), explanation: result.reason ?? null };
}

export default async function score({ answer, case: { variables }, options }) {
  const vars = { ...variables, ...options.vars };
  const context = { vars, test: { vars }, config: options.config ?? {} };
  try {
    let output = outputOf(answer, options.json);
    for (const code of options.transforms ?? []) output = await call(code, output, context);
    const result = options.file ? await callFile(options, output, context) : await call(options.code, output, context);
    return verdictOf(result, options);
  } catch (error) {
    return { value: 0, explanation: 'The assertion threw: ' + String(error?.message ?? error) };
  }
}
`;
