/** Amazon Bedrock's ConverseStream: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
import { argumentsOf } from '../call-arguments.ts';
import type { AnswerPart } from '../answer-part.ts';
import type { AnswerContext, AnswerReader, JsonObject, OpenReader } from '../answer-reader.ts';
import { errorIn } from '../error-in.ts';
import { fieldsOf, indexOf, isObject, listOf, textOf } from '../fields.ts';
import { withoutWanted } from '../malformed-answer.ts';
import { finishReasonOf } from '../finish-meaning.ts';
import { StructuredText } from '../structured-text.ts';
import { converseTokens } from './converse-usage.ts';

interface Tool {
  id: string;
  name: string;
  input: string;
  /** The provider runs it itself. */
  isServers: boolean;
}

class ConverseReader implements AnswerReader {
  readonly #add: (part: AnswerPart) => void;
  readonly #vendorId: string;
  readonly #said: StructuredText;
  readonly #tools = new Map<number, Tool>();
  readonly #reasoning = new Map<number, string>();

  constructor(add: (part: AnswerPart) => void, { vendorId, structuredTool }: AnswerContext) {
    this.#add = add;
    this.#vendorId = vendorId;
    this.#said = new StructuredText(add, structuredTool);
  }

  /** The event's name stands in a header; some gateways wrap the payload in it. */
  frame(frame: JsonObject, event: string): boolean {
    const keys = Object.keys(frame);
    const wrapped = keys.find(
      (key) => isObject(frame[key]) && /^(message|content|metadata)|Exception$/.test(key),
    );
    if (event === '' && wrapped !== undefined) this.#event(wrapped, fieldsOf(frame[wrapped]));
    else this.#event(event, frame);
    return false;
  }

  #event(name: string, payload: JsonObject): void {
    const index = indexOf(payload['contentBlockIndex']) ?? 0;
    switch (name) {
      case 'messageStart':
        return;
      case 'contentBlockStart':
        return this.#start(index, fieldsOf(payload['start']));
      case 'contentBlockDelta':
        return this.#delta(index, fieldsOf(payload['delta']));
      case 'contentBlockStop':
        return this.#stop(index);
      case 'messageStop':
        return this.#ended(payload);
      case 'metadata':
        return this.#metadata(payload);
      default: {
        const isException = name.endsWith('Exception');
        const error = isException ? { ...payload, type: name } : errorIn(payload, name);
        if (error !== undefined) this.#add({ type: 'error', error });
      }
    }
  }

  whole(body: unknown): void {
    const response = fieldsOf(body);
    const error = errorIn(response);
    if (error !== undefined) return this.#add({ type: 'error', error });
    if (!isObject(response['output'])) throw withoutWanted(body, 'output');
    const content = listOf(fieldsOf(fieldsOf(response['output'])['message'])['content']);
    for (const [index, block] of content.entries()) {
      this.#start(index, block);
      this.#delta(index, this.#wholeBlock(block));
      this.#stop(index);
    }
    this.#ended({ ...response, stopReason: response['stopReason'] ?? 'end_turn' });
    this.#metadata(response);
  }

  end(): void {
    for (const index of this.#tools.keys()) this.#stop(index);
    this.#said.end();
  }

  /** A block in one piece, in the form of its deltas. */
  #wholeBlock(block: JsonObject): JsonObject {
    const tool = fieldsOf(block['toolUse']);
    const thought = fieldsOf(block['reasoningContent']);
    const cited = fieldsOf(block['citationsContent']);
    return {
      text:
        block['text'] ??
        listOf(cited['content'])
          .map(({ text }) => textOf(text))
          .join(''),
      toolUse: { input: tool['input'] === undefined ? '' : JSON.stringify(tool['input']) },
      reasoningContent: { ...thought, ...fieldsOf(thought['reasoningText']) },
    };
  }

  #start(index: number, start: JsonObject): void {
    if (isObject(start['image'])) {
      const format = textOf(start['image']['format']) || 'png';
      return this.#add({ type: 'made-file', mediaType: `image/${format}` });
    }
    const use = fieldsOf(start['toolUse']);
    const name = textOf(use['name']);
    if (name === '') return;
    const isServers = textOf(use['type']) === 'server_tool_use';
    this.#tools.set(index, { id: textOf(use['toolUseId']) || String(index), name, input: '', isServers });
  }

  #delta(index: number, delta: JsonObject): void {
    const id = String(index);
    const text = textOf(delta['text']);
    if (text !== '') this.#said.text({ type: 'text-delta', id, delta: text });
    const tool = this.#tools.get(index);
    const input = textOf(fieldsOf(delta['toolUse'])['input']);
    if (tool && input !== '') this.#input(tool, input);
    if (isObject(delta['reasoningContent'])) this.#think(index, delta['reasoningContent']);
    if (isObject(delta['citation'])) this.#add({ type: 'citations', count: 1 });
  }

  #input(tool: Tool, delta: string): void {
    tool.input += delta;
    if (this.#said.isTool(tool.name)) this.#said.input(tool.id, delta);
    else this.#add({ type: 'tool-input-delta', id: tool.id, delta });
  }

  #think(index: number, thought: JsonObject): void {
    const id = String(index);
    const text = textOf(thought['text']);
    const signature = textOf(thought['signature']);
    // it comes in pieces, and goes back whole
    const redacted = textOf(thought['redactedContent']);
    const before = this.#reasoning.get(index) ?? '';
    if (text === '' && signature === '' && redacted === '') return;
    this.#reasoning.set(index, before + redacted);
    const kept =
      redacted !== '' ? { redactedContent: before + redacted } : signature !== '' ? { signature } : null;
    this.#add({
      type: 'reasoning-delta',
      id,
      delta: text,
      ...(kept && { providerMetadata: { [this.#vendorId]: kept } }),
    });
  }

  #stop(index: number): void {
    const id = String(index);
    const tool = this.#tools.get(index);
    this.#tools.delete(index);
    if (this.#reasoning.delete(index)) return this.#add({ type: 'reasoning-end', id });
    if (!tool) return this.#said.text({ type: 'text-end', id });
    if (this.#said.isTool(tool.name)) return;
    if (tool.isServers) this.#add({ type: 'server-tools', calls: { [tool.name]: 1 } });
    this.#add({
      type: 'tool-call',
      toolCallId: tool.id,
      toolName: tool.name,
      input: argumentsOf(tool.input),
      ...(tool.isServers && { providerExecuted: true }),
    });
  }

  #ended(payload: JsonObject): void {
    const reason = textOf(payload['stopReason']);
    if (reason === '') return;
    const isAnswer = this.#said.isCalled && reason === 'tool_use';
    this.#add({
      type: 'ended',
      finishReason: isAnswer ? { unified: 'stop', raw: reason } : finishReasonOf(reason),
    });
  }

  #metadata(payload: JsonObject): void {
    if (isObject(payload['usage']))
      this.#add({ type: 'usage', tokens: converseTokens(payload['usage']), raw: payload['usage'] });
    const router = fieldsOf(fieldsOf(fieldsOf(payload['trace'])['promptRouter']));
    const serviceTier = textOf(fieldsOf(payload['serviceTier'])['type']);
    this.#add({ type: 'facts', facts: { serviceTier, responseModel: textOf(router['invokedModelId']) } });
  }
}

export const openConverseReader: OpenReader = (add, context) => new ConverseReader(add, context);
