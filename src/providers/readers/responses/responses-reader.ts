/**
 * OpenAI's Responses, and whoever speaks like it (xAI, vLLM, llama.cpp, LM Studio): https://platform.openai.com/docs/api-reference/responses-streaming
 * Servers leave out fields, ids and whole events; what stands at the same place of the output is the same item.
 */
import type { AnswerPart } from '../answer-part.ts';
import type { AnswerContext, AnswerReader, JsonObject, OpenReader } from '../answer-reader.ts';
import { costNanousdIn, laterReport, tokensOfReport } from '../chat/chat-usage.ts';
import { errorIn } from '../error-in.ts';
import { fieldsOf, isObject, listOf, textOf } from '../fields.ts';
import { finishReasonOf, meaningOf } from '../finish-meaning.ts';
import { withoutWanted } from '../malformed-answer.ts';
import { ResponsesCalls } from './responses-calls.ts';
import { saidIn, thoughtIn } from './responses-items.ts';
import { WholeAfterDeltas } from './whole-after-deltas.ts';

type Kind = 'text' | 'reasoning';

const textEvents: Record<string, Kind> = {
  'response.output_text': 'text',
  'response.refusal': 'text',
  'response.reasoning_text': 'reasoning',
  'response.reasoning_summary_text': 'reasoning',
  'response.reasoning': 'reasoning',
  'response.reasoning_summary': 'reasoning',
};

/** Deltas of what a tool gave back, or of sound: nothing that the model writes. */
const isNotWritten = /output_content|audio|partial_image/;

const placeIn = (value: unknown): string | null =>
  typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : null;

class ResponsesReader implements AnswerReader {
  readonly #add: (part: AnswerPart) => void;
  readonly #namespace: string;
  readonly #calls: ResponsesCalls;
  readonly #text = new WholeAfterDeltas();
  readonly #reasoning = new WholeAfterDeltas();
  /** The one kind of reasoning events that is read of an item: some send it in full and in short. */
  readonly #reasoningEvents = new Map<string, string>();
  /** Parts of the next turn that are under way. */
  readonly #parts = new Map<string, Kind>();
  #lastSpoken: { kind: Kind; place: string; part: string } = { kind: 'text', place: '', part: '' };
  #lastPlace = '0';
  /** Ids of items whose place was told: some events name the one, some the other. */
  readonly #placeOfId = new Map<string, string>();
  #isStored = false;
  #isRefusal = false;
  #citations = 0;
  #isOver = false;

  constructor(add: (part: AnswerPart) => void, context: AnswerContext) {
    this.#add = add;
    this.#namespace = context.vendorId === 'xai' ? 'xai' : 'openai';
    this.#calls = new ResponsesCalls(add, context, this.#namespace);
  }

  frame(frame: JsonObject, event: string): boolean {
    const type = textOf(frame['type']) || event;
    const cut = type.lastIndexOf('.');
    const [name, verb] = [type.slice(0, cut), type.slice(cut + 1)];
    const kind = textEvents[name];
    if (kind && (verb === 'delta' || verb === 'done')) return this.#spoken(kind, name, verb, frame);
    if (type === 'response.output_item.added') this.#begin(frame);
    else if (type === 'response.output_item.done') this.#end(this.#placeOf(frame), fieldsOf(frame['item']));
    else if (type === 'response.output_text.annotation.added') this.#cite(this.#citations + 1);
    else if (isObject(frame['response'])) this.#response(frame['response'], verb);
    else if (frame['object'] === 'response') this.#response(frame, textOf(frame['status']));
    else this.#other(frame, name, verb, event);
    return false;
  }

  repeated(delta: string): void {
    const { kind, place, part } = this.#lastSpoken;
    (kind === 'text' ? this.#text : this.#reasoning).add(part, delta);
    this.#speak(kind, place, delta);
  }

  whole(body: unknown): void {
    const response = fieldsOf(body);
    const error = errorIn(response);
    if (error !== undefined) return this.#add({ type: 'error', error });
    if (!Array.isArray(response['output']) && response['status'] === undefined)
      throw withoutWanted(body, 'output');
    this.#response(response, textOf(response['status']) || 'completed');
  }

  end(): void {
    if (!this.#isOver) this.#calls.endAll(this.#isStored);
  }

  #placeOf(frame: JsonObject): string {
    const id = textOf(fieldsOf(frame['item'])['id']);
    const itemId = placeIn(frame['item_id']);
    const index = placeIn(frame['output_index']);
    if (index !== null && (itemId ?? id) !== '') this.#placeOfId.set(itemId ?? id, index);
    const given = index ?? (itemId === null ? null : (this.#placeOfId.get(itemId) ?? itemId));
    // an item that ends continues what was said last, unless it was announced under its own id
    const isNamed = id !== '' && (frame['type'] === 'response.output_item.added' || this.#parts.has(id));
    const place = given ?? (isNamed ? id : null);
    if (place !== null) this.#lastPlace = place;
    return this.#lastPlace;
  }

  #spoken(kind: Kind, name: string, verb: string, frame: JsonObject): boolean {
    const place = this.#placeOf(frame);
    if (name === 'response.refusal') this.#isRefusal = true;
    if (kind === 'reasoning') {
      const read = this.#reasoningEvents.get(place) ?? name;
      if (read !== name) return false;
      this.#reasoningEvents.set(place, name);
    }
    // parts of an item follow one another: the end of one says nothing of the next
    const part = `${place} ${placeIn(frame['content_index']) ?? placeIn(frame['summary_index']) ?? 0}`;
    const said = kind === 'text' ? this.#text : this.#reasoning;
    const whole = textOf(frame['text']) || textOf(frame['refusal']);
    const delta = verb === 'delta' ? textOf(frame['delta']) : said.restOf(part, whole);
    this.#lastSpoken = { kind, place, part };
    said.add(part, delta);
    this.#speak(kind, place, delta);
    return verb === 'delta' && frame['sequence_number'] === undefined;
  }

  #speak(kind: Kind, place: string, delta: string): void {
    if (delta === '') return;
    if (!this.#parts.has(place)) this.#add({ type: `${kind}-start`, id: place });
    this.#parts.set(place, kind);
    this.#add({ type: `${kind}-delta`, id: place, delta });
  }

  #begin(frame: JsonObject): void {
    const place = this.#placeOf(frame);
    this.#calls.begin(place, fieldsOf(frame['item']));
  }

  /** An item at its end, with all of it. */
  #end(place: string, item: JsonObject): void {
    switch (item['type']) {
      case 'message': {
        const { text, isRefusal } = saidIn(item);
        this.#isRefusal ||= isRefusal;
        this.#fill('text', place, text);
        const phase = textOf(item['phase']);
        this.#close(place, 'text', { itemId: textOf(item['id']), ...(phase !== '' && { phase }) });
        return;
      }
      case 'reasoning': {
        this.#fill('reasoning', place, thoughtIn(item));
        const encrypted = textOf(item['encrypted_content']);
        const itemId = textOf(item['id']);
        const kept = { itemId, ...(encrypted !== '' && { reasoningEncryptedContent: encrypted }) };
        // reasoning that nobody may read goes back all the same
        if (!this.#parts.has(place) && itemId !== '') {
          this.#add({ type: 'reasoning-start', id: place });
          this.#parts.set(place, 'reasoning');
        }
        this.#close(place, 'reasoning', kept);
        return;
      }
      default:
        this.#calls.end(place, item, this.#isStored);
    }
  }

  /** Says what of an item was not said in deltas, when none of it was. */
  #fill(kind: Kind, place: string, whole: string): void {
    if (this.#parts.get(place) === kind) return;
    const said = kind === 'text' ? this.#text : this.#reasoning;
    said.add(`${place} 0`, whole);
    this.#speak(kind, place, whole);
  }

  #close(place: string, kind: Kind, kept: Record<string, string>): void {
    if (this.#parts.get(place) !== kind) return;
    // xAI takes text back without the ids of its items
    const isKept = this.#isStored && !(this.#namespace === 'xai' && kind === 'text');
    const metadata = isKept ? { providerMetadata: { [this.#namespace]: kept } } : {};
    this.#add({ type: `${kind}-end`, id: place, ...metadata });
  }

  #other(frame: JsonObject, name: string, verb: string, event: string): void {
    if (verb === 'delta' && typeof frame['delta'] === 'string') {
      if (!isNotWritten.test(name)) this.#calls.more(this.#placeOf(frame), frame['delta']);
      return;
    }
    if (name === 'response.function_call_arguments' && verb === 'done') {
      const { name: called, arguments: input } = frame;
      const known = {
        ...(textOf(called) !== '' && { name: called }),
        ...(input !== undefined && { arguments: input }),
      };
      this.#calls.know(this.#placeOf(frame), known);
      return;
    }
    const error = errorIn(frame, event);
    if (error !== undefined) this.#add({ type: 'error', error });
  }

  /** A response so far, or at its end. */
  #response(response: JsonObject, verb: string): void {
    this.#isStored ||= response['store'] !== undefined;
    this.#add({
      type: 'facts',
      facts: {
        responseId: textOf(response['id']),
        responseModel: textOf(response['model']),
        reasoningEffort: textOf(fieldsOf(response['reasoning'])['effort']),
      },
    });
    const status = textOf(response['status']);
    const state = /^(queued|in_progress|created)?$/.test(status) ? verb : status;
    switch (state) {
      case 'completed':
      case 'done':
      case 'incomplete':
      case 'failed':
      case 'cancelled':
        this.#over(response, state);
    }
  }

  #over(response: JsonObject, state: string): void {
    this.#isOver = true;
    this.#add({ type: 'facts', facts: { serviceTier: textOf(response['service_tier']) } });
    if (isObject(response['usage'])) this.#count(response['usage']);
    const output = listOf(response['output']);
    this.#output(output);
    this.#calls.endAll(this.#isStored);
    this.#calls.count(toolsCountedIn(fieldsOf(response['usage'])));
    if (state === 'failed' || state === 'cancelled')
      this.#add({
        type: 'error',
        error:
          response['error'] ?? new Error(`the response ${state === 'failed' ? 'failed' : 'was cancelled'}`),
      });
    else this.#ended(response, state);
  }

  /** The output as a whole: what no event told before. Places may be missing or other ones than in the events. */
  #output(output: JsonObject[]): void {
    const messages = output.filter((item) => item['type'] === 'message').map(saidIn);
    this.#isRefusal ||= messages.some(({ isRefusal }) => isRefusal);
    this.#cite(messages.reduce((sum, { citations }) => sum + citations, 0));
    const thought = output
      .filter((item) => item['type'] === 'reasoning')
      .map(thoughtIn)
      .join('');
    this.#speak('reasoning', 'rest of the reasoning', this.#reasoning.restOfAll(thought));
    this.#speak('text', 'rest of the text', this.#text.restOfAll(messages.map(({ text }) => text).join('')));
    for (const [i, item] of output.entries()) this.#calls.end(String(i), item, this.#isStored);
  }

  #cite(citations: number): void {
    if (citations > this.#citations) this.#add({ type: 'citations', count: citations - this.#citations });
    this.#citations = Math.max(this.#citations, citations);
  }

  #count(usage: JsonObject): void {
    this.#add({ type: 'usage', tokens: tokensOfReport(laterReport(null, usage), usage), raw: usage });
    const costNanousd = costNanousdIn(usage);
    // servers that know no price say 0
    if (costNanousd) this.#add({ type: 'facts', facts: { costNanousd } });
  }

  #ended(response: JsonObject, state: string): void {
    const reason = textOf(fieldsOf(response['incomplete_details'])['reason']);
    if (state === 'incomplete') {
      const meaning = meaningOf(reason);
      const unified = meaning === 'other' ? 'length' : meaning;
      return this.#add({ type: 'ended', finishReason: { unified, raw: reason || state } });
    }
    if (this.#calls.clients > 0)
      return this.#add({ type: 'ended', finishReason: { unified: 'tool-calls', raw: 'completed' } });
    if (this.#isRefusal)
      return this.#add({ type: 'ended', finishReason: { unified: 'content-filter', raw: 'refusal' } });
    return this.#add({ type: 'ended', finishReason: finishReasonOf('completed') });
  }
}

/** xAI counts how often each of its tools ran. */
function toolsCountedIn(usage: JsonObject): Record<string, number> | null {
  if (!isObject(usage['server_side_tool_usage_details'])) return null;
  const counted = Object.entries(usage['server_side_tool_usage_details']).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] > 0,
  );
  return Object.fromEntries(counted.map(([name, count]) => [name.replace(/_calls$/, ''), count]));
}

export const openResponsesReader: OpenReader = (add, context) => new ResponsesReader(add, context);
