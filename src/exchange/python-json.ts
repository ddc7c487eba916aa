import { parseExactJson } from '../base/exact-json.ts';

/** A string, or a bare word that Python's json module writes and JSON does not know. */
const bare = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

/** As JSON; NaN is not known (`null`), an infinity its own word, which no number is. Throws the `SyntaxError` of JSON. */
export function parsePythonJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (cause) {
    const mended = text.replaceAll(bare, (found) =>
      found.startsWith('"') ? found : found === 'NaN' ? 'null' : `"${found}"`,
    );
    if (mended === text) throw cause;
    return parseExactJson(mended);
  }
}
