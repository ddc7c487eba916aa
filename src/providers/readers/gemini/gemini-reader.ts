/** Gemini's generateContent: https://ai.google.dev/api/generate-content */
import type { AnswerPart } from '../answer-part.ts';
import type { AnswerContext, AnswerReader, JsonObject, OpenReader } from '../answer-reader.ts';
import { errorIn } from '../error-in.ts';
import { fieldsOf, isObject, listOf, textOf } from '../fields.ts';
import { withoutWanted } from '../malformed-answer.ts';
import { finishReasonOf } from '../finish-meaning.ts';
import { StructuredText } from '../structured-text.ts';
import { JoinedUsage } from '../counts.ts';
import { geminiTokens } from './gemini-usage.ts';
import { PartialArguments } from './partial-arguments.ts';

/** Vertex tells the tier by the kind of traffic. */
const trafficTiers: Record<string, string> = {
  ON_DEMAND: 'standard',
  ON_DEMAND_FLEX: 'flex',
  ON_DEMAND_PRIORITY: 'priority',
};

type SpokenPart = Extract<AnswerPart, { type: `${'text' | 'reasoning'}-${'start' | 'delta' | 'end'}` }>;

interface Call {
  id: string;
  name: string;
  arguments: PartialArguments;
  signature: string;
}

class GeminiReader implements AnswerReader {
  readonly #add: (part: AnswerPart) => void;
  readonly #vendorId: string;
  readonly #said: StructuredText;
  readonly #usage = new JoinedUsage();
  #responseId = '';
  #model = '';
  /** Calls that were begun, and those for the client that came to their end. */
  #openings = 0;
  #calls = 0;
  /** Whose arguments are still coming. */
  #openCall: Call | null = null;
  /** Text and reasoning are blocks of their own, each time one follows the other. */
  #block: { type: 'text' | 'reasoning'; id: string } | null = null;
  #blocks = 0;
  #blockReason = '';
  #hasEnded = false;
  #searches = 0;
  #citations = 0;

  constructor(add: (part: AnswerPart) => void, { vendorId, structuredTool }: AnswerContext) {
    this.#add = add;
    this.#vendorId = vendorId;
    this.#said = new StructuredText(add, structuredTool);
  }

  frame(frame: JsonObject): boolean {
    const error = errorIn(frame);
    if (error !== undefined) {
      this.#add({ type: 'error', error });
      return false;
    }
    this.#identify(frame);
    if (isObject(frame['usageMetadata'])) this.#report(frame['usageMetadata']);
    const feedback = fieldsOf(frame['promptFeedback']);
    const candidate = listOf(frame['candidates'])[0];
    if (candidate) this.#candidate(candidate);
    const blocked = textOf(feedback['blockReason']);
    if (blocked !== '' && blocked !== 'BLOCK_REASON_UNSPECIFIED') this.#blocked(blocked, feedback);
    return false;
  }

  /** A list of frames is what the API streams to who does not ask for events. */
  whole(body: unknown): void {
    if (Array.isArray(body)) {
      for (const frame of listOf(body)) this.frame(frame);
      return;
    }
    const answer = fieldsOf(body);
    const isAnswer = answer['candidates'] !== undefined || answer['promptFeedback'] !== undefined;
    if (!isAnswer && errorIn(answer) === undefined) throw withoutWanted(body, 'candidates');
    this.frame(answer);
    // it came whole, whether the server says why it ended or not
    if (isAnswer && !this.#hasEnded) this.#add({ type: 'ended', finishReason: finishReasonOf('STOP') });
  }

  end(): void {
    this.#finishCall();
    this.#closeBlock();
    this.#said.end();
    this.#count();
  }

  /** Every frame says it. */
  #identify(frame: JsonObject): void {
    if (this.#responseId !== '' && this.#model !== '') return;
    this.#responseId ||= textOf(frame['responseId']);
    this.#model ||= textOf(frame['modelVersion']);
    this.#add({ type: 'facts', facts: { responseModel: this.#model, responseId: this.#responseId } });
  }

  #blocked(reason: string, feedback: JsonObject): void {
    this.#blockReason = reason;
    this.#hasEnded = true;
    const message = textOf(feedback['blockReasonMessage']);
    this.#add({
      type: 'ended',
      finishReason: { unified: 'content-filter', raw: reason },
      message: message === '' ? `the prompt was blocked: ${reason}` : message,
    });
  }

  /** Every frame has one. */
  #report(usage: JsonObject): void {
    this.#usage.add(usage);
    const traffic = textOf(usage['trafficType']);
    const serviceTier = textOf(usage['serviceTier']) || (trafficTiers[traffic] ?? traffic);
    if (serviceTier !== '') this.#add({ type: 'facts', facts: { serviceTier } });
  }

  #count(): void {
    const raw = this.#usage.all;
    const isCounted = Object.keys(raw).some((name) => name.endsWith('TokenCount'));
    if (isCounted) this.#add({ type: 'usage', tokens: geminiTokens(raw), raw });
  }

  #candidate(candidate: JsonObject): void {
    this.#sources(candidate);
    for (const part of listOf(fieldsOf(candidate['content'])['parts'])) this.#part(part);
    const reason = textOf(candidate['finishReason']);
    if (reason === '' || this.#blockReason !== '') return;
    this.#hasEnded = true;
    this.#finishCall();
    const message = textOf(candidate['finishMessage']);
    const finishReason = finishReasonOf(reason);
    this.#add({
      type: 'ended',
      finishReason:
        finishReason.unified === 'stop' && this.#calls > 0
          ? { unified: 'tool-calls', raw: reason }
          : finishReason,
      ...(message !== '' && { message }),
    });
  }

  /** Said again in later frames: what is new counts. */
  #sources(candidate: JsonObject): void {
    const grounding = fieldsOf(candidate['groundingMetadata']);
    const sourced = fieldsOf(candidate['citationMetadata']);
    const chunks =
      listOf(grounding['groundingChunks']).length +
      listOf(sourced['citationSources'] ?? sourced['citations']).length;
    if (chunks > this.#citations) this.#add({ type: 'citations', count: chunks - this.#citations });
    this.#citations = Math.max(this.#citations, chunks);
    const queries = grounding['webSearchQueries'];
    const searches = Array.isArray(queries) ? queries.length : 0;
    if (searches > this.#searches)
      this.#add({ type: 'server-tools', calls: { web_search: searches - this.#searches } });
    this.#searches = Math.max(this.#searches, searches);
  }

  #part(part: JsonObject): void {
    const signature = textOf(part['thoughtSignature']);
    if (isObject(part['functionCall'])) this.#call(part['functionCall'], signature);
    else if (isObject(part['executableCode'])) this.#serverTool('code_execution', part['executableCode']);
    else if (isObject(part['toolCall']))
      this.#serverTool(textOf(part['toolCall']['toolType']), part['toolCall']['args']);
    else if (isObject(part['inlineData'])) this.#file(part, textOf(part['inlineData']['mimeType']));
    else if (isObject(part['fileData'])) this.#file(part, textOf(part['fileData']['mimeType']));
    else if (typeof part['text'] === 'string')
      this.#speak(part['thought'] === true ? 'reasoning' : 'text', part['text'], signature);
  }

  #metadata(signature: string) {
    return signature === ''
      ? {}
      : { providerMetadata: { [this.#vendorId]: { thoughtSignature: signature } } };
  }

  #speak(type: 'text' | 'reasoning', delta: string, signature: string): void {
    if (delta === '' && signature === '') return;
    // a signature without text is of what came before it
    const into = delta === '' && this.#block ? this.#block.type : type;
    if (this.#block?.type !== into) {
      this.#closeBlock();
      this.#block = { type: into, id: String(this.#blocks++) };
      this.#tell({ type: `${into}-start`, id: this.#block.id });
    }
    this.#tell({ type: `${into}-delta`, id: this.#block.id, delta, ...this.#metadata(signature) });
  }

  #tell(part: SpokenPart): void {
    if (part.type === 'text-start' || part.type === 'text-delta' || part.type === 'text-end')
      this.#said.text(part);
    else this.#add(part);
  }

  #closeBlock(): void {
    if (this.#block) this.#tell({ type: `${this.#block.type}-end`, id: this.#block.id });
    this.#block = null;
  }

  #file(part: JsonObject, mediaType: string): void {
    this.#closeBlock();
    // a picture that is thought is no answer
    if (part['thought'] !== true) this.#add({ type: 'made-file', mediaType });
  }

  #serverTool(name: string, input: unknown): void {
    this.#closeBlock();
    this.#add({
      type: 'tool-call',
      toolCallId: `server-${this.#blocks++}`,
      toolName: name,
      input: JSON.stringify(input ?? {}),
      providerExecuted: true,
    });
  }

  #call(given: JsonObject, signature: string): void {
    const name = textOf(given['name']);
    if (name !== '') {
      this.#finishCall();
      this.#closeBlock();
      const id = textOf(given['id']) || `call_${this.#responseId}_${this.#openings++}`;
      this.#openCall = { id, name, arguments: new PartialArguments(), signature };
    }
    const call = this.#openCall;
    if (!call) return;
    const pieces = listOf(given['partialArgs']);
    for (const piece of pieces) call.arguments.add(piece);
    if (pieces.length > 0)
      this.#add({ type: 'tool-input-delta', id: call.id, delta: JSON.stringify(pieces) });
    if (given['args'] !== undefined) return this.#finishCall(argumentsOf(given['args']));
    const goesOn = given['willContinue'] === true || pieces.some((piece) => piece['willContinue'] === true);
    if (!goesOn) this.#finishCall();
  }

  #finishCall(whole?: string): void {
    const call = this.#openCall;
    this.#openCall = null;
    if (!call) return;
    if (this.#said.isTool(call.name)) return this.#said.input(call.id, whole ?? call.arguments.json());
    this.#calls++;
    this.#add({
      type: 'tool-call',
      toolCallId: call.id,
      toolName: call.name,
      input: whole ?? call.arguments.json(),
      ...this.#metadata(call.signature),
    });
  }
}

const argumentsOf = (args: unknown): string => (typeof args === 'string' ? args : JSON.stringify(args ?? {}));

export const openGeminiReader: OpenReader = (add, context) => new GeminiReader(add, context);
