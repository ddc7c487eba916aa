/** Takes known secrets out of a text. */
export type Redact = (text: string) => string;

const mark = '[redacted]';
/** So much of a secret's beginning is as good as the secret. */
const shortestPrefix = 12;
/** White space may stand between any two characters: a key that was written letter by letter, or broken into lines. */
const gap = String.raw`(?:\s|\\[rn]){0,2}`;

/** One way to write a secret down: found by its head, and taken out as far as it goes on. */
interface Form {
  head: string;
  /** Each further character, where the one before ends. */
  tail: RegExp[];
}

const hex = (text: string) => Buffer.from(text).toString('hex');

/** A character in the codes of URLs, JSON and HTML, behind a backslash, or as it is: last, as a code may begin with it. */
function written(letter: string): string {
  const code = letter.codePointAt(0) as number;
  const digits = code.toString(16);
  const itself = RegExp.escape(letter);
  const codes = [
    hex(letter).replaceAll(/../g, '%$&'),
    `\\\\{1,4}u${digits.padStart(4, '0')}`,
    `&#0{0,4}${code};`,
    `&#x0{0,4}${digits};`,
    `\\\\{1,4}${itself}`,
  ];
  return `(?:${codes.join('|')}|${itself})`;
}

/** The two letters of base64 that are others in URLs, and there may be codes. */
function writtenInBase64(letter: string): string {
  if (letter === '+') return `(?:-|${written('+')})`;
  return letter === '/' ? `(?:_|${written('/')})` : letter;
}

function formOf(letters: string[], headLength: number): Form {
  const tail = letters.slice(headLength).map((letter) => new RegExp(gap + letter, 'iy'));
  return { head: letters.slice(0, headLength).join(gap), tail };
}

/** Base64 of whatever stands before and behind: the characters that the secret alone decides, at each of three alignments. */
function base64Forms(secret: string, prefix: string): Form[] {
  return [0, 1, 2].map((before) => {
    const padding = Buffer.alloc(before);
    const encoded = (text: string) => {
      const bytes = Buffer.concat([padding, Buffer.from(text)]);
      const [first, end] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
      return bytes.toString('base64').slice(first, end);
    };
    return formOf([...encoded(secret)].map(writtenInBase64), encoded(prefix).length);
  });
}

function formsOf(secret: string): Form[] {
  const letters = [...secret];
  if (letters.length < shortestPrefix) return [];
  const prefix = letters.slice(0, shortestPrefix).join('');
  return [
    formOf(letters.map(written), shortestPrefix),
    ...base64Forms(secret, prefix),
    formOf([...hex(secret)], hex(prefix).length),
  ];
}

/** A short one counts as a whole word alone: its beginning is in many others. */
const wordOf = (secret: string) => `(?<![a-z0-9])${RegExp.escape(secret)}(?![a-z0-9])`;

/** How far the secret goes on behind its head. */
function endOf(text: string, from: number, tail: RegExp[]): number {
  let end = from;
  for (const letter of tail) {
    letter.lastIndex = end;
    if (!letter.test(text)) break;
    end = letter.lastIndex;
  }
  return end;
}

/**
 * Whole or from its beginning (12 characters or more), in any case, as it is, in the codes of URLs, JSON and HTML, in base64 or hex. One pass
 * over a text, whatever the number of secrets; a secret of fewer than 12 characters only as a word of its own.
 */
export function createRedactor(secrets: Iterable<string>): Redact {
  const known = [...new Set([...secrets].map((secret) => secret.trim().toWellFormed()))];
  const forms = known.flatMap(formsOf);
  const words = known.filter((secret) => secret !== '' && [...secret].length < shortestPrefix).map(wordOf);
  if (forms.length + words.length === 0) return (text) => text;
  const pattern = new RegExp([...forms.map(({ head }) => `(${head})`), ...words].join('|'), 'gi');
  return (text) => {
    let clean = '';
    let kept = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const form = forms[match.findIndex((group, i) => i > 0 && group !== undefined) - 1];
      const end = form ? endOf(text, pattern.lastIndex, form.tail) : pattern.lastIndex;
      clean += text.slice(kept, match.index) + mark;
      kept = end;
      pattern.lastIndex = end;
    }
    return kept === 0 ? text : clean + text.slice(kept);
  };
}
