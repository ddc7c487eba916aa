/** What a `content` of Chat Completions may be: text, or a list of parts of many kinds. */
import { MalformedAnswer } from '../malformed-answer.ts';
import { fieldsOf, isObject, textOf } from '../fields.ts';

export type ContentPiece =
  | { kind: 'text' | 'reasoning' | 'refusal'; text: string }
  | { kind: 'picture'; mediaType: string }
  | { kind: 'citation' };

const texts = new Set(['', 'text', 'output_text', 'input_text', 'summary_text']);
const thoughts = new Set(['thinking', 'reasoning', 'reasoning_content', 'reasoning_text', 'thought']);
const pictures = /image|picture/;
const sounds = /audio/;
/** What a provider found or ran itself, told beside the text. */
const asides = /reference|citation|source|annotation|search|tool|document|redacted/;

/** Text at whatever depth: thinking parts hold lists of text parts. */
function textWithin(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    const all = value.map(textWithin);
    return all.includes(null) ? null : all.join('');
  }
  if (!isObject(value)) return null;
  const inner = ['text', 'thinking', 'content', 'value', 'summary'].find((name) => value[name] != null);
  return inner === undefined ? '' : textWithin(value[inner]);
}

function unknownForm(content: unknown): MalformedAnswer {
  return new MalformedAnswer(
    `the answer has content of an unknown form: ${JSON.stringify(content).slice(0, 200)}`,
  );
}

function pieceOf(part: unknown): ContentPiece {
  if (typeof part === 'string') return { kind: 'text', text: part };
  if (!isObject(part)) throw unknownForm(part);
  const type = textOf(part['type']);
  if (type === 'refusal') return { kind: 'refusal', text: textWithin(part['refusal'] ?? part['text']) ?? '' };
  if (pictures.test(type)) return { kind: 'picture', mediaType: mediaTypeOf(part) };
  if (sounds.test(type)) return { kind: 'text', text: textOf(fieldsOf(part['audio'])['transcript']) };
  const kind = texts.has(type) ? 'text' : thoughts.has(type) ? 'reasoning' : null;
  if (kind === null) {
    if (asides.test(type)) return { kind: 'citation' };
    throw unknownForm(part);
  }
  const hasText = ['text', 'thinking', 'content', 'reasoning', 'value', 'summary'].some(
    (name) => name in part,
  );
  const text = hasText ? textWithin(part['text'] ?? part['thinking'] ?? part['reasoning'] ?? part) : null;
  if (text === null) throw unknownForm(part);
  return { kind, text };
}

/** Of a picture that is given as data; any, where it is given by its address. */
export function mediaTypeOf(picture: unknown): string {
  const { image_url: url } = fieldsOf(picture);
  return /^data:([^;,]+)/.exec(textOf(url) || textOf(fieldsOf(url)['url']))?.[1] ?? 'image/*';
}

/** Throws `MalformedAnswer` for a form that is not known: it must not become text. */
export function piecesOf(content: unknown): ContentPiece[] {
  if (content === null || content === undefined || content === '') return [];
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  if (Array.isArray(content)) return content.filter((part) => part !== null).map(pieceOf);
  return [pieceOf(content)];
}

const reasoningFields = [
  'reasoning_content',
  'reasoning',
  'thinking',
  'reasoning_text',
  'reasoning_details',
  'thinking_blocks',
];

/** Reasoning beside the content, under whichever name has any; OpenRouter sends the same under two. */
export function reasoningIn(message: Record<string, unknown>): string {
  for (const name of reasoningFields) {
    const text = textWithin(message[name]);
    if (text) return text;
  }
  return '';
}
