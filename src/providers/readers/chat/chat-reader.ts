/** Chat Completions, as OpenAI specifies it and as some forty servers and gateways speak it. */
import type { AnswerPart } from '../answer-part.ts';
import type { AnswerContext, AnswerReader, JsonObject, OpenReader } from '../answer-reader.ts';
import { fieldsOf, isObject, listOf, textOf } from '../fields.ts';
import { finishReasonOf } from '../finish-meaning.ts';
import { MalformedAnswer } from '../malformed-answer.ts';
import { mediaTypeOf, piecesOf, reasoningIn, type ContentPiece } from './chat-content.ts';
import { chatError } from './chat-error.ts';
import { chatFacts, sourcesIn, usageIn } from './chat-facts.ts';
import { costNanousdIn, laterReport, tokensOfReport, type Report } from './chat-usage.ts';
import { ReasoningDetails } from './reasoning-details.ts';
import { ToolDeltas } from './tool-deltas.ts';

/** Holds what spans frames. */
class ChatReader implements AnswerReader {
  readonly #add: (part: AnswerPart) => void;
  readonly #vendorId: string;
  readonly #structuredTool: string | null;
  readonly #tools: ToolDeltas;
  readonly #details = new ReasoningDetails();
  #finishReason = '';
  #isRefused = false;
  /** The list comes again in every frame. */
  #sources = 0;
  /** Each names a source; some servers send them again with every piece. */
  readonly #annotations = new Set<string>();
  /** Of several answers at once, which nobody asked for, the first is read. */
  #hasFirstChoice = false;
  #usage: { report: Report; raw: JsonObject } | null = null;
  /** Content came in deltas: a message beside or after them repeats it. */
  #hasDeltas = false;
  /** All text, of a stream of messages instead of deltas. */
  #messageText = '';
  /** Each of those messages held all there was so far. */
  #isCumulative = false;

  constructor(add: (part: AnswerPart) => void, { vendorId, toolNames, structuredTool }: AnswerContext) {
    this.#add = add;
    this.#vendorId = vendorId;
    this.#structuredTool = structuredTool;
    this.#tools = new ToolDeltas(toolNames, (id, delta) => add({ type: 'tool-input-delta', id, delta }));
  }

  frame(frame: JsonObject, event: string): boolean {
    const choice = this.#outside(frame, event);
    if (!choice) return false;
    const { delta, message } = choice;
    const isPlain = isObject(delta) && this.#delta(delta);
    if (!this.#hasDeltas && isObject(message)) this.#message(message);
    else if (typeof choice['text'] === 'string') this.#text(choice['text']);
    this.#finish(choice);
    return isPlain && this.#finishReason === '' && !isObject(frame['usage']) && !isObject(choice['usage']);
  }

  whole(body: unknown): void {
    if (!isObject(body)) throw new MalformedAnswer(`the answer is not an object: ${JSON.stringify(body)}`);
    const choice = this.#outside(body, '');
    if (!choice && chatError(body, null, '') === undefined)
      throw new MalformedAnswer(`the answer has no choices: ${JSON.stringify(body).slice(0, 200)}`);
    if (!choice) return;
    const message = [choice['message'], choice['delta']].find(isObject) ?? { content: choice['text'] };
    this.#delta(message);
    this.#finish(choice);
    // it came whole, whether the server says why it ended or not
    this.#finishReason ||= 'stop';
  }

  /** What stands around the choice; gives back the choice. */
  #outside(frame: JsonObject, event: string): JsonObject | null {
    const choices: unknown = frame['choices'];
    const choice = this.#choiceOf(choices);
    const error = chatError(frame, choice, event);
    if (error !== undefined) this.#add({ type: 'error', error });
    this.#add({ type: 'facts', facts: chatFacts(frame) });
    this.#sources = Math.max(this.#sources, sourcesIn(frame));
    const raw = usageIn(frame, choice);
    if (raw) {
      const report = laterReport(this.#usage?.report ?? null, raw);
      const isNews = !this.#usage || Object.values(report).some(Boolean);
      this.#usage = { report, raw: isNews ? raw : (this.#usage?.raw ?? raw) };
    }
    return choice;
  }

  #choiceOf(choices: unknown): JsonObject | null {
    const all = Array.isArray(choices) ? choices.filter(isObject) : [];
    const first = all.find(({ index }) => index === 0);
    this.#hasFirstChoice ||= first !== undefined;
    return first ?? all.find(({ index }) => !this.#hasFirstChoice || !Number(index)) ?? null;
  }

  /** Whether it is text or reasoning alone. */
  #delta(message: JsonObject): boolean {
    // the result of a tool that the provider ran
    if (message['role'] === 'tool') return false;
    const thought = reasoningIn(message);
    if (thought !== '') this.#add({ type: 'reasoning-delta', id: '0', delta: thought });
    this.#details.add(message['reasoning_details']);
    const { content } = message;
    if (typeof content === 'string') this.#text(content);
    else this.#pieces(content);
    const isOther = this.#beside(message, !content);
    const hasText = typeof content === 'string' && content !== '';
    if (hasText || thought !== '' || isOther) this.#hasDeltas = true;
    return !isOther && hasText !== (thought !== '');
  }

  /** A frame of a stream may hold what has come since the last one, or all there is so far. */
  #message(message: JsonObject): void {
    const { content } = message;
    if (typeof content === 'string') {
      const before = this.#messageText;
      const isAll = before !== '' && content.startsWith(before);
      this.#isCumulative ||= isAll && content.length > before.length;
      const isRepeat = isAll && this.#isCumulative;
      this.#messageText = isRepeat ? content : before + content;
      this.#delta({ ...message, content: isRepeat ? content.slice(before.length) : content });
    } else this.#delta(message);
    this.#hasDeltas = false;
  }

  #text(delta: string): void {
    if (delta !== '') this.#add({ type: 'text-delta', id: '0', delta });
  }

  #pieces(content: unknown): void {
    for (const piece of piecesOf(content)) this.#piece(piece);
  }

  #piece(piece: ContentPiece): void {
    if (piece.kind === 'citation') return;
    if (piece.kind === 'picture') return this.#add({ type: 'made-file', mediaType: piece.mediaType });
    if (piece.kind === 'reasoning') return this.#add({ type: 'reasoning-delta', id: '0', delta: piece.text });
    this.#isRefused ||= piece.kind === 'refusal' && piece.text !== '';
    this.#text(piece.text);
  }

  /** What stands beside the content; whether there was any. */
  #beside(message: JsonObject, hasNoContent: boolean): boolean {
    const { refusal, tool_calls: calls, function_call: legacy, images, audio } = message;
    let isAny = false;
    if (typeof refusal === 'string' && refusal !== '') {
      this.#piece({ kind: 'refusal', text: refusal });
      isAny = true;
    }
    const spoken = textOf(fieldsOf(audio)['transcript']);
    if (hasNoContent && spoken !== '') {
      this.#text(spoken);
      isAny = true;
    }
    const cited = listOf(message['annotations']).filter(({ type }) => /citation/.test(textOf(type)));
    for (const annotation of cited) this.#annotations.add(JSON.stringify(annotation));
    const pictures = Array.isArray(images) ? images : [];
    for (const picture of pictures) this.#add({ type: 'made-file', mediaType: mediaTypeOf(picture) });
    const entries = Array.isArray(calls) ? calls : isObject(calls) ? [calls] : [];
    if (entries.length === 0 && isObject(legacy)) entries.push({ function: legacy });
    this.#tools.add(entries);
    return isAny || pictures.length > 0 || entries.length > 0;
  }

  #finish(choice: JsonObject): void {
    const said = choice['finish_reason'];
    const reason = textOf(said) || textOf(fieldsOf(said)['type']);
    if (reason !== '') this.#finishReason = reason;
  }

  end(): void {
    const reasoning_details = this.#details.all as never;
    if (this.#details.all.length > 0)
      this.#add({
        type: 'reasoning-end',
        id: '0',
        providerMetadata: { [this.#vendorId]: { reasoning_details } },
      });
    for (const { id, label, name, arguments: input, extra } of this.#tools.end()) {
      // announced under its label: nothing of it is new
      if (id !== label) this.#add({ type: 'tool-input-delta', id, delta: '' });
      if (name === this.#structuredTool) {
        this.#text(input);
        continue;
      }
      this.#add({
        type: 'tool-call',
        toolCallId: id,
        toolName: name,
        input,
        ...(isObject(extra) && { providerMetadata: { [this.#vendorId]: { extra_content: extra as never } } }),
      });
    }
    this.#endUsage();
    const citations = Math.max(this.#sources, this.#annotations.size);
    if (citations > 0) this.#add({ type: 'citations', count: citations });
    const raw = this.#finishReason;
    if (raw === '') return;
    if (this.#isRefused)
      this.#add({
        type: 'ended',
        finishReason: { unified: 'content-filter', raw },
        message: 'the model refused',
      });
    else this.#add({ type: 'ended', finishReason: finishReasonOf(raw) });
  }

  #endUsage(): void {
    if (!this.#usage) return;
    const { report, raw } = this.#usage;
    this.#add({ type: 'usage', tokens: tokensOfReport(report, raw), raw });
    const costNanousd = costNanousdIn(raw);
    // servers that know no price say 0
    if (costNanousd !== null && (costNanousd > 0 || this.#vendorId === 'openrouter'))
      this.#add({ type: 'facts', facts: { costNanousd } });
  }
}

export const openChatReader: OpenReader = (add, context) => new ChatReader(add, context);
