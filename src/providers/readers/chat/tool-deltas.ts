/**
 * Puts tool calls together from the pieces that servers send: by index as specified, and by what else tells them apart where a server puts every
 * call at index 0, leaves the index or the id out, repeats the name in every piece, or gives the arguments as an object.
 */
import { argumentsOf as wholeArguments } from '../call-arguments.ts';
import { fieldsOf, isObject, textOf } from '../fields.ts';

export interface BuiltCall {
  id: string;
  name: string;
  arguments: string;
  /** What the provider wants to see again beside the call. */
  extra: unknown;
}

interface OpenCall extends BuiltCall {
  index: number | null;
  /** What its pieces are announced under: an id may come after them. */
  label: string;
  /** The last piece, when it begins with all that was said before it: all there is so far, or the beginning of something nested that looks alike. */
  soFar: string | null;
}

interface Piece {
  index: number | null;
  id: string;
  name: string;
  arguments: string;
  /** The arguments came as an object: they are all there. */
  isWhole: boolean;
  extra: unknown;
}

/** Calls of these types are for the client to answer; what else stands among them the provider runs itself. */
const ofTheClient = new Set(['', 'function', 'custom', 'builtin_function']);

function argumentsOf(given: unknown): string {
  if (typeof given === 'string') return given;
  return given === null || given === undefined ? '' : JSON.stringify(given);
}

/** `null`: not the client's to answer. */
function pieceOf(entry: unknown): Piece | null {
  const given = fieldsOf(entry);
  if (!ofTheClient.has(textOf(given['type']))) return null;
  const body = [given['function'], given['custom']].find(isObject) ?? given;
  const input = body['arguments'] ?? body['parameters'] ?? body['input'];
  const { index, id } = given;
  return {
    index: index === null || index === '' || !Number.isInteger(Number(index)) ? null : Number(index),
    id: typeof id === 'number' ? String(id) : textOf(id),
    name: textOf(body['name']),
    arguments: argumentsOf(input),
    isWhole: typeof input === 'object' && input !== null,
    extra: given['extra_content'],
  };
}

function isComplete(json: string): boolean {
  const text = json.trim();
  const ends = `${text[0]}${text.at(-1)}`;
  if (ends !== '{}' && ends !== '[]') return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Nothing is missing of what was said, or of what the last piece says alone. */
const isAtEnd = ({ arguments: joined, soFar }: OpenCall): boolean =>
  isComplete(joined) || (soFar !== null && isComplete(soFar));

export class ToolDeltas {
  readonly #calls: OpenCall[] = [];
  readonly #byId = new Map<string, OpenCall>();
  readonly #byIndex = new Map<number, OpenCall>();
  readonly #toolNames: ReadonlySet<string>;
  readonly #onDelta: (label: string, delta: string) => void;

  /** `toolNames`: what was offered; `onDelta`: more of the arguments of a call, under its label. */
  constructor(toolNames: ReadonlySet<string>, onDelta: (label: string, delta: string) => void) {
    this.#toolNames = toolNames;
    this.#onDelta = onDelta;
  }

  get isEmpty(): boolean {
    return this.#calls.length === 0;
  }

  /** The `tool_calls` of one frame or message. Entries without an index are calls of their own when there are several. */
  add(entries: readonly unknown[]): void {
    const taken = new Set<OpenCall>();
    for (const entry of entries) {
      const piece = pieceOf(entry);
      if (!piece) continue;
      const found = this.#callOf(piece);
      const isAnother = found !== null && piece.index === null && piece.id === '' && taken.has(found);
      taken.add(this.#take(isAnother ? null : found, piece));
    }
  }

  /** The open call that a piece continues; `null`: it begins one. */
  #callOf(piece: Piece): OpenCall | null {
    const { id, index, name } = piece;
    const place = index === null ? undefined : this.#byIndex.get(index);
    const known = place?.id === id ? place : this.#byId.get(id);
    if (id !== '' && known) {
      // some servers give one id to all of their calls
      const isSame = known === place || index === null || known.index === null || name === '';
      return isSame && this.#goesOn(known, piece) ? known : null;
    }
    const candidate = index === null ? this.#calls.at(-1) : place;
    if (!candidate) return null;
    if (id !== '' && candidate.id !== '')
      // a new id is a new call, unless it has no name and the last one is not at its end: some servers draw an id for every piece
      return name === '' && !isAtEnd(candidate) ? candidate : null;
    if (name !== '' && candidate.name !== '' && name !== candidate.name && !this.#isHalf(candidate, name))
      return null;
    return this.#goesOn(candidate, piece) ? candidate : null;
  }

  /** Nothing can follow arguments that are complete but the same again or, after a placeholder, the true ones. */
  #goesOn(call: OpenCall, { name, arguments: more }: Piece): boolean {
    if (name === '' || more.trim() === '' || !isAtEnd(call)) return true;
    return call.arguments === '{}' || more === call.arguments || more === call.soFar;
  }

  #take(found: OpenCall | null, piece: Piece): OpenCall {
    const call = found ?? this.#open(piece.index);
    if (call.id === '') call.id = piece.id;
    call.index ??= piece.index;
    if (piece.name !== '') call.name = this.#isHalf(call, piece.name) ? call.name + piece.name : piece.name;
    call.extra ??= piece.extra;
    if (piece.id !== '') this.#byId.set(piece.id, call);
    if (piece.index !== null) this.#byIndex.set(piece.index, call);
    this.#append(call, piece);
    return call;
  }

  /** The name of a tool that was offered comes in pieces. */
  #isHalf(call: OpenCall, more: string): boolean {
    if (call.name === '' || this.#toolNames.has(more)) return false;
    return [...this.#toolNames].some((name) => name.startsWith(call.name + more));
  }

  #open(index: number | null): OpenCall {
    const label = `call-${this.#calls.length}`;
    const call: OpenCall = { id: '', index, label, name: '', arguments: '', extra: undefined, soFar: null };
    this.#calls.push(call);
    return call;
  }

  #append(call: OpenCall, { arguments: more, isWhole }: Piece): void {
    if (more === '' || (more === call.arguments && isComplete(more))) return;
    // a placeholder before the true ones
    if (isWhole || (call.arguments === '{}' && more.trimStart().startsWith('{'))) {
      call.arguments = more;
      call.soFar = null;
    } else {
      const before = call.soFar ?? call.arguments;
      call.soFar = more.startsWith(before) ? more : null;
      call.arguments += more;
    }
    this.#onDelta(call.label, more);
  }

  /** No more pieces come: the next turn needs an id, and no arguments are an empty object. */
  end(): readonly (BuiltCall & { label: string })[] {
    for (const call of this.#calls) {
      if (call.soFar !== null && !isComplete(call.arguments)) call.arguments = call.soFar;
      call.id ||= call.label;
      call.arguments = wholeArguments(call.arguments);
    }
    return this.#calls;
  }
}
