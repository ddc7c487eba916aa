/**
 * What models write for JSON, as JSON. Only what can be meant in one way is put right: comments, commas before a closing bracket, quotes and
 * words of Python and JavaScript, numbers like `.5`, unusual spaces, line breaks and single backslashes inside texts, a quote inside a text that nothing closes. What is missing
 * (a bracket, a comma, half a text) is not made up.
 */
export interface LenientJson {
  json: string;
  /** What was put right, in words. */
  repaired: string[];
}

const words: Record<string, string> = { True: 'true', False: 'false', None: 'null', undefined: 'null' };
const controls: Record<string, string> = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` };
const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#[^\n]*/y;
const bareWord = /[\p{L}_$][\p{L}\p{N}_$-]*/uy;
const closesText = /["'“”][\s]*(?:[,:}\]]|$)/y;
const typographic = /[“”„]/;
/** White space to people, none in JSON. */
const otherSpace = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]/;
const digitsBehind = /[+.]\.?\d/y;
const validEscape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

class Rewriter {
  readonly #text: string;
  readonly #out: string[] = [];
  readonly #repaired = new Set<string>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? null;
  }

  /** From the quote that opens a text to the one that closes it. */
  #rewriteText(quote: string): void {
    this.#out.push('"');
    if (quote === "'") this.#repaired.add('single quotes');
    const isTypographic = typographic.test(quote);
    if (isTypographic) this.#repaired.add('typographic quotes');
    this.#at++;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] as string;
      const isQuote = isTypographic ? typographic.test(char) : char === quote;
      if (isQuote && this.#match(closesText) !== null) {
        this.#at++;
        break;
      }
      this.#rewriteChar(char, quote);
    }
    this.#out.push('"');
  }

  #rewriteChar(char: string, quote: string): void {
    const next = this.#text[this.#at + 1] ?? '';
    if (char === '\\') {
      const escape = this.#match(validEscape);
      if (escape === null && next !== "'") this.#repaired.add('single backslashes');
      this.#out.push(escape ?? (next === "'" ? "'" : String.raw`\\`));
      this.#at += escape?.length ?? (next === "'" ? 2 : 1);
      return;
    }
    if (char < ' ') {
      this.#repaired.add('line breaks in texts');
      this.#out.push(controls[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
    } else if (char === '"') {
      if (quote === '"') this.#repaired.add('quotes in texts');
      this.#out.push(String.raw`\"`);
    } else this.#out.push(char);
    this.#at++;
  }

  /** A comma that only a closing bracket follows says nothing. */
  #dropComma(): void {
    let last = this.#out.length - 1;
    while (last >= 0 && /^\s*$/.test(this.#out[last] as string)) last--;
    if (this.#out[last] !== ',') return;
    this.#out[last] = '';
    this.#repaired.add('extra commas');
  }

  #rewriteWord(word: string): void {
    this.#at += word.length;
    const isKey = /^\s*:/.test(this.#text.slice(this.#at, this.#at + 20));
    if (isKey) this.#repaired.add('keys without quotes');
    else if (word in words) this.#repaired.add('Python literals');
    this.#out.push(isKey ? JSON.stringify(word) : (words[word] ?? word));
  }

  #step(): void {
    const char = this.#text[this.#at] as string;
    if (char === '"' || char === "'" || typographic.test(char)) return this.#rewriteText(char);
    const remark = char === '/' || char === '#' ? this.#match(comment) : null;
    if (remark !== null) {
      this.#repaired.add('comments');
      this.#at += remark.length;
      return;
    }
    const word = this.#match(bareWord);
    if (word !== null) return this.#rewriteWord(word);
    if (char === '}' || char === ']') this.#dropComma();
    this.#out.push(this.#plain(char));
    this.#at++;
  }

  /** `.5` and `+5` are numbers to everybody but JSON. */
  #plain(char: string): string {
    if (otherSpace.test(char)) {
      this.#repaired.add('unusual spaces');
      return ' ';
    }
    const begins = /^$|[\s:,[-]$/.test(this.#out.at(-1) ?? '') && this.#match(digitsBehind) !== null;
    if (!begins) return char;
    this.#repaired.add('numbers as they are typed');
    return char === '.' ? '0.' : '';
  }

  run(): LenientJson {
    while (this.#at < this.#text.length) this.#step();
    return { json: this.#out.join(''), repaired: [...this.#repaired] };
  }
}

/** The text with what can be put right; whether that is JSON is for a parser to say. The time is linear in the text. */
export const lenientJson = (text: string): LenientJson => new Rewriter(text).run();
