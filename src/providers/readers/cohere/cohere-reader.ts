/** Cohere's Chat, version 2: https://docs.cohere.com/v2/reference/chat-stream */
import { argumentsOf } from '../call-arguments.ts';
import type { AnswerPart } from '../answer-part.ts';
import type { AnswerReader, JsonObject, OpenReader } from '../answer-reader.ts';
import { errorIn } from '../error-in.ts';
import { fieldsOf, indexOf, isObject, listOf, textOf } from '../fields.ts';
import { withoutWanted } from '../malformed-answer.ts';
import { finishReasonOf } from '../finish-meaning.ts';
import { cohereTokens } from './cohere-usage.ts';

interface Call {
  id: string;
  name: string;
  input: string;
}

class CohereReader implements AnswerReader {
  readonly #add: (part: AnswerPart) => void;
  readonly #calls = new Map<number, Call>();

  constructor(add: (part: AnswerPart) => void) {
    this.#add = add;
  }

  frame(frame: JsonObject, event: string): boolean {
    const type = textOf(frame['type']) || event;
    const delta = fieldsOf(frame['delta']);
    const message = fieldsOf(delta['message']);
    const index = indexOf(frame['index']) ?? 0;
    switch (type) {
      case 'message-start':
        this.#add({ type: 'facts', facts: { responseId: textOf(frame['id']) } });
        return false;
      case 'content-start':
      case 'content-delta':
        return this.#content(index, fieldsOf(message['content']));
      case 'tool-plan-delta':
        // what the model means to do, before it does: its reasoning
        this.#add({ type: 'reasoning-delta', id: 'plan', delta: textOf(message['tool_plan']) });
        return true;
      case 'tool-call-start':
      case 'tool-call-delta':
        this.#call(index, message['tool_calls']);
        return false;
      case 'tool-call-end':
        this.#end(index);
        return false;
      case 'citation-start':
        this.#add({ type: 'citations', count: 1 });
        return false;
      case 'message-end':
        this.#ended(delta);
        return false;
      default:
        this.#other(frame, type);
        return false;
    }
  }

  whole(body: unknown): void {
    const response = fieldsOf(body);
    const error = errorIn(response);
    if (error !== undefined) return this.#add({ type: 'error', error });
    if (!isObject(response['message'])) throw withoutWanted(body, 'message');
    const { message } = response;
    this.#add({ type: 'facts', facts: { responseId: textOf(response['id']) } });
    this.#add({ type: 'reasoning-delta', id: 'plan', delta: textOf(message['tool_plan']) });
    for (const [index, part] of listOf(message['content']).entries()) this.#content(index, part);
    for (const [index, call] of listOf(message['tool_calls']).entries()) {
      this.#call(index, call);
      this.#end(index);
    }
    const citations = listOf(message['citations']).length;
    if (citations > 0) this.#add({ type: 'citations', count: citations });
    this.#ended({ ...response, finish_reason: response['finish_reason'] ?? 'COMPLETE' });
  }

  end(): void {
    for (const index of this.#calls.keys()) this.#end(index);
  }

  /** Whether it is one piece of text or reasoning. */
  #content(index: number, content: JsonObject): boolean {
    const [thought, text] = [textOf(content['thinking']), textOf(content['text'])];
    const id = String(index);
    if (thought !== '') this.#add({ type: 'reasoning-delta', id, delta: thought });
    if (text !== '') this.#add({ type: 'text-delta', id, delta: text });
    return (thought === '') !== (text === '') && content['type'] === undefined;
  }

  #call(index: number, given: unknown): void {
    const piece = fieldsOf(Array.isArray(given) ? given[0] : given);
    const called = fieldsOf(piece['function']);
    const call = this.#calls.get(index) ?? {
      id: textOf(piece['id']),
      name: textOf(called['name']),
      input: '',
    };
    this.#calls.set(index, call);
    const delta = textOf(called['arguments']);
    call.input += delta;
    if (delta !== '') this.#add({ type: 'tool-input-delta', id: call.id, delta });
  }

  #end(index: number): void {
    const call = this.#calls.get(index);
    this.#calls.delete(index);
    if (!call) return;
    const input = argumentsOf(call.input);
    this.#add({ type: 'tool-call', toolCallId: call.id || String(index), toolName: call.name, input });
  }

  #ended(delta: JsonObject): void {
    if (isObject(delta['usage']))
      this.#add({ type: 'usage', tokens: cohereTokens(delta['usage']), raw: delta['usage'] });
    const error = textOf(delta['error']);
    const reason = textOf(delta['finish_reason']);
    if (reason === '') return;
    this.#add({
      type: 'ended',
      finishReason: finishReasonOf(reason),
      ...(error !== '' && { message: error }),
    });
  }

  #other(frame: JsonObject, event: string): void {
    const error = errorIn(frame, event);
    if (error !== undefined) this.#add({ type: 'error', error });
  }
}

export const openCohereReader: OpenReader = (add) => new CohereReader(add);
