import { escapePattern } from './escape-pattern.ts';

/** Takes known secrets out of a text. */
export type Redact = (text: string) => string;

const mark = '[redacted]';
/** So much of a secret's beginning is as good as the secret. */
const shortestPrefix = 12;
/** White space may stand between any two characters: a key that was written letter by letter, or broken into lines. */
const gap = '\\s?';

/** One way to write a secret down: found by its head, and taken out as far as it goes on. */
interface Form {
  /** Pattern of each character. */
  head: string[];
  full: string;
}

const literal = (text: string): Form['head'] => [...text].map(escapePattern);

/** Base64 of whatever stands before and behind: the characters that the secret alone decides, at each of three alignments. */
function base64Forms(secret: string): Form[] {
  return [0, 1, 2].map((before) => {
    const padding = Buffer.alloc(before);
    const encoded = (text: string) => {
      const bytes = Buffer.concat([padding, Buffer.from(text)]);
      const [first, end] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
      return bytes.toString('base64').slice(first, end);
    };
    const head = [...encoded(secret.slice(0, shortestPrefix))].map((letter) =>
      letter === '+' ? '[+-]' : letter === '/' ? '[/_]' : letter,
    );
    return { head, full: encoded(secret) };
  });
}

const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) => hex(text).replaceAll(/../g, '%$&');

function percentForms(secret: string): Form[] {
  const usual = encodeURIComponent(secret.toWellFormed());
  const prefix = secret.slice(0, shortestPrefix).toWellFormed();
  return [
    { head: literal(percent(prefix)), full: percent(secret) },
    ...(usual === secret ? [] : [{ head: literal(encodeURIComponent(prefix)), full: usual }]),
  ];
}

function formsOf(secret: string): Form[] {
  if (secret.length < shortestPrefix) return [];
  const prefix = secret.slice(0, shortestPrefix);
  return [
    { head: literal(prefix), full: secret },
    ...base64Forms(secret),
    { head: literal(hex(prefix)), full: hex(secret) },
    ...percentForms(secret),
  ];
}

/** A short one counts as a whole word alone: its beginning is in many others. */
const wordOf = (secret: string) => `(?<![a-z0-9])${escapePattern(secret)}(?![a-z0-9])`;

/** How many characters stand for the wanted one: itself, `%2B`, `\\u002b` or `\\/`; 0: it is another. */
function lengthOf(text: string, at: number, wanted: string): number {
  if (text[at]?.toLowerCase() === wanted) return 1;
  const written = /^(?:%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\(.))/i.exec(text.slice(at, at + 6));
  if (!written) return 0;
  const [whole, percent, unicode, escaped] = written;
  const code = percent ?? unicode;
  const letter = code === undefined ? escaped : String.fromCharCode(Number.parseInt(code, 16));
  return letter?.toLowerCase() === wanted ? whole.length : 0;
}

/** How far the secret goes on behind its head. */
function endOf(text: string, from: number, full: string, done: number): number {
  let end = from;
  for (let next = done; next < full.length; next++) {
    const wanted = (full[next] as string).toLowerCase();
    const at = /\s/.test(text[end] ?? '') ? end + 1 : end;
    const length = lengthOf(text, at, wanted);
    if (length === 0) break;
    end = at + length;
  }
  return end;
}

/**
 * Whole or from its beginning (12 characters or more), in any case, as it is, URL-encoded, in base64 or hex. One pass over a text, whatever
 * the number of secrets; a secret of fewer than 12 characters only as a word of its own.
 */
export function createRedactor(secrets: Iterable<string>): Redact {
  const known = [...new Set([...secrets].map((secret) => secret.trim()))].filter((secret) => secret !== '');
  const forms = known.flatMap(formsOf);
  const words = known.filter(({ length }) => length < shortestPrefix).map(wordOf);
  const heads = forms.map(({ head }) => `(${head.join(gap)})`);
  if (heads.length + words.length === 0) return (text) => text;
  const pattern = new RegExp([...heads, ...words].join('|'), 'gi');
  return (text) => {
    let clean = '';
    let kept = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const form = forms[match.findIndex((group, i) => i > 0 && group !== undefined) - 1];
      const end = form ? endOf(text, pattern.lastIndex, form.full, form.head.length) : pattern.lastIndex;
      clean += text.slice(kept, match.index) + mark;
      kept = end;
      pattern.lastIndex = end;
    }
    return kept === 0 ? text : clean + text.slice(kept);
  };
}
