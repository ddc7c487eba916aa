/** The calls of a response, each told once however often the wire repeats it. */
import { argumentsOf } from '../call-arguments.ts';
import type { AnswerPart } from '../answer-part.ts';
import type { AnswerContext, JsonObject } from '../answer-reader.ts';
import { textOf } from '../fields.ts';
import { unwrapped } from './parallel-call.ts';
import { callOf, isCounted, type ItemCall } from './responses-items.ts';

interface OpenCall {
  item: JsonObject;
  /** Input as it came in pieces. */
  input: string;
}

export class ResponsesCalls {
  readonly #add: (part: AnswerPart) => void;
  readonly #context: AnswerContext;
  readonly #namespace: string;
  readonly #open = new Map<string, OpenCall>();
  readonly #told = new Set<string>();
  readonly #counts: Record<string, number> = {};
  /** How many are for the client. */
  clients = 0;

  /** `namespace`: under which name the package keeps what goes back. */
  constructor(add: (part: AnswerPart) => void, context: AnswerContext, namespace: string) {
    this.#add = add;
    this.#context = context;
    this.#namespace = namespace;
  }

  begin(place: string, item: JsonObject): void {
    if (callOf(item, this.#isXai)) this.#open.set(place, { item, input: '' });
  }

  /** More of a call's input; of one that was not announced as well. */
  more(place: string, delta: string): void {
    const call = this.#open.get(place) ?? { item: { type: 'function_call', id: place }, input: '' };
    this.#open.set(place, call);
    call.input += delta;
    this.#add({ type: 'tool-input-delta', id: `at ${place}`, delta });
  }

  /** Fields that come apart from the item: its name, or all of its input. */
  know(place: string, fields: JsonObject): void {
    const call = this.#open.get(place);
    if (call) call.item = { ...call.item, ...fields };
  }

  /** The item as it is at its end. */
  end(place: string, item: JsonObject, isStored: boolean): void {
    const open = this.#open.get(place);
    this.#open.delete(place);
    const call = callOf(item, this.#isXai);
    if (!call) return;
    const key = call.id || place;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const streamed = open?.input ?? '';
    const input = call.input === '' || call.input === '{}' ? streamed || call.input : call.input;
    if (call.isServers) this.#servers(item, call, streamed, isStored);
    else {
      // its input was announced under its place: nothing of it is new
      if (streamed !== '') this.#add({ type: 'tool-input-delta', id: call.id, delta: '' });
      this.#clients(item, { ...call, input }, isStored);
    }
  }

  /** What was begun and is not at its end: the response ended before. */
  endAll(isStored: boolean): void {
    for (const [place, { item }] of this.#open) this.end(place, item, isStored);
  }

  /** How often the provider's tools ran. `told`: as it counts them itself. */
  count(told: Record<string, number> | null): void {
    const calls = told ?? this.#counts;
    if (Object.keys(calls).length > 0) this.#add({ type: 'server-tools', calls });
  }

  get #isXai(): boolean {
    return this.#namespace === 'xai';
  }

  #kept(fields: JsonObject, isStored: boolean) {
    return isStored ? { providerMetadata: { [this.#namespace]: fields as never } } : {};
  }

  #servers(item: JsonObject, call: ItemCall, streamed: string, isStored: boolean): void {
    if (isCounted(item)) this.#counts[call.name] = (this.#counts[call.name] ?? 0) + 1;
    // xAI takes none of its own calls back
    if (streamed !== '') this.#add({ type: 'tool-input-delta', id: call.id, delta: '' });
    const kept = this.#isXai ? {} : this.#kept({ itemId: textOf(item['id']) }, isStored);
    this.#add({
      type: 'tool-call',
      toolCallId: call.id,
      toolName: call.name,
      input: streamed || call.input,
      providerExecuted: true,
      ...kept,
    });
    if (item['type'] === 'image_generation_call' && textOf(item['result']) !== '')
      this.#add({ type: 'made-file', mediaType: `image/${textOf(item['output_format']) || 'png'}` });
  }

  #clients(item: JsonObject, call: ItemCall, isStored: boolean): void {
    const itemId = textOf(item['id']);
    const inside = unwrapped(call, this.#context.toolNames);
    const wrapper = { itemId, toolCallId: call.id, toolName: call.name, count: inside?.length ?? 0 };
    for (const [index, each] of (inside ?? [call]).entries()) {
      this.clients++;
      if (inside) this.#add({ type: 'tool-input-delta', id: each.id, delta: '' });
      const more = {
        ...(itemId !== '' && { itemId }),
        ...(textOf(item['namespace']) !== '' && { namespace: textOf(item['namespace']) }),
      };
      const kept = inside
        ? { parallelToolCall: { ...wrapper, index, ...(index === 0 && { input: call.input }) } }
        : more;
      this.#add({
        type: 'tool-call',
        toolCallId: each.id || `call_${this.clients}`,
        toolName: each.name,
        input: argumentsOf(each.input),
        ...(Object.keys(kept).length > 0 && this.#kept(kept, isStored || inside !== null)),
      });
    }
  }
}
