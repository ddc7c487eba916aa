/** An answer before any wire has written it down. */
export interface ZooAnswer {
  model?: string;
  reasoning?: string;
  texts?: string[];
  calls?: { id: string; name: string; input: object | null }[];
  /** Characters of a call's input in each piece, where the wire sends it in pieces; absent: all at once. */
  inputStep?: number;
  /** A tool that the provider ran before it answered. */
  serverTool?: boolean;
  image?: boolean;
  cited?: boolean;
  /** Refused in words, where the wire has a form of its own for it. */
  refusal?: string;
  /** Meaning, or the wire's own word. */
  end?: 'stop' | 'tools' | 'length' | 'filter' | { word: string } | null;
  usage?: ZooUsage | { raw: unknown } | null;
  tier?: string;
}

export interface ZooUsage {
  /** All that went in, caches included. */
  input: number;
  cacheRead?: number;
  cacheWrite?: number;
  /** All that came out, reasoning included. */
  output: number;
  reasoning?: number;
}

export const isRaw = (usage: ZooAnswer['usage']): usage is { raw: unknown } =>
  typeof usage === 'object' && usage !== null && 'raw' in usage;

/** How one wire says things; `null`: it has no form for it. */
export interface ZooWriter {
  contentType: string;
  stream(answer: ZooAnswer): (string | Buffer)[] | null;
  whole(answer: ZooAnswer): unknown;
  /** An error in the middle of a stream. */
  errorFrame(kind: 'overloaded' | 'limited' | 'broken', message: string): string | Buffer;
  /** An error before it: status and body. */
  refusal(kind: 'limited' | 'too-long' | 'money' | 'key', message: string): [status: number, body: unknown];
  /** The wire's own words for how an answer ends. */
  words: { length: string[]; filter: string[]; error: string[] };
}

/** A call's input as it is streamed; none: no pieces. */
export function inputPieces({ inputStep = Infinity }: ZooAnswer, input: object | null): string[] {
  const json = input === null ? '' : JSON.stringify(input);
  const pieces: string[] = [];
  for (let at = 0; at < json.length; at += inputStep) pieces.push(json.slice(at, at + inputStep));
  return pieces;
}

export const texts = ['Lí', 'ma ', '🚀'];
export const wholeText = texts.join('');
export const thought = 'Peru, so 思考';
export const usage: ZooUsage = { input: 20, output: 5 };
export const servedModel = 'served-1';
export const image = 'iVBORw0KGgo=';

/** The wire's own word for the end. */
export function endOf(
  { end = 'stop' }: ZooAnswer,
  words: Record<'stop' | 'tools' | 'length' | 'filter', string>,
): string | null {
  if (end === null) return null;
  return typeof end === 'string' ? words[end] : end.word;
}

/** OpenAI's refusals before a stream, by whichever of its APIs. */
export const openaiRefusal: ZooWriter['refusal'] = (kind, message) => {
  const [status, code] = {
    limited: [429, 'rate_limit_exceeded'],
    'too-long': [400, 'context_length_exceeded'],
    money: [429, 'insufficient_quota'],
    key: [401, 'invalid_api_key'],
  }[kind] as [number, string];
  return [status, { error: { message, type: 'error', code } }];
};
