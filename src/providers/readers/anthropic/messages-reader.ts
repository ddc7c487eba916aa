/** Anthropic's Messages: https://docs.anthropic.com/en/docs/build-with-claude/streaming */
import { argumentsOf } from '../call-arguments.ts';
import type { AnswerPart } from '../answer-part.ts';
import type { AnswerContext, AnswerReader, JsonObject, OpenReader } from '../answer-reader.ts';
import { errorIn } from '../error-in.ts';
import { fieldsOf, indexOf, listOf, textOf } from '../fields.ts';
import { withoutWanted } from '../malformed-answer.ts';
import { finishReasonOf } from '../finish-meaning.ts';
import { StructuredText } from '../structured-text.ts';
import { JoinedUsage } from '../counts.ts';
import { messagesTokens, toolsCountedIn } from './messages-usage.ts';

/** A block that is under way. `server`: a tool that the provider runs itself. */
interface Block {
  kind: 'text' | 'reasoning' | 'tool' | 'server' | 'structured' | 'compaction' | 'other';
  id: string;
  name: string;
  input: string;
}

/** Tools that run at the provider: web search, code execution, MCP, and whatever comes. */
const runsThere = /^(server|mcp)_tool_use$/;

/** Code is executed in several ways, and billed in one. */
const toolFamily = (name: string): string => (name.endsWith('code_execution') ? 'code_execution' : name);

class MessagesReader implements AnswerReader {
  readonly #add: (part: AnswerPart) => void;
  readonly #said: StructuredText;
  readonly #blocks = new Map<number, Block>();
  #messageId: string | null = null;
  #model = '';
  #isMixed = false;
  readonly #usage = new JoinedUsage();
  /** Tools that ran at the provider. */
  readonly #ran = new Set<string>();

  constructor(add: (part: AnswerPart) => void, { structuredTool }: AnswerContext) {
    this.#add = add;
    this.#said = new StructuredText(add, structuredTool);
  }

  frame(frame: JsonObject): boolean {
    if (this.#isMixed) return false;
    switch (frame['type']) {
      case 'message_start':
        this.#start(fieldsOf(frame['message']));
        return false;
      case 'content_block_start':
        this.#open(indexOf(frame['index']) ?? this.#blocks.size, fieldsOf(frame['content_block']));
        return false;
      case 'content_block_delta':
        return this.#delta(indexOf(frame['index']) ?? this.#blocks.size - 1, fieldsOf(frame['delta']));
      case 'content_block_stop':
        this.#close(indexOf(frame['index']) ?? this.#blocks.size - 1);
        return false;
      case 'message_delta':
        this.#count(fieldsOf(frame['usage']), true);
        this.#ended(fieldsOf(frame['delta']));
        return false;
      case 'message':
        this.whole(frame);
        return false;
      default: {
        const error = errorIn(frame);
        if (error !== undefined) this.#add({ type: 'error', error });
        return false;
      }
    }
  }

  whole(body: unknown): void {
    const message = fieldsOf(body);
    const error = errorIn(message);
    if (error !== undefined) return this.#add({ type: 'error', error });
    if (!Array.isArray(message['content'])) throw withoutWanted(body, 'content');
    // it came whole, whether the server says why it ended or not
    this.#start({ ...message, stop_reason: message['stop_reason'] ?? 'end_turn' });
  }

  end(): void {
    for (const index of this.#blocks.keys()) this.#close(index);
    this.#said.end();
  }

  #start(message: JsonObject): void {
    const id = textOf(message['id']);
    // some gateways say it twice
    if (this.#messageId === id) return;
    if (this.#messageId !== null) return this.#mixed(id);
    this.#messageId = id;
    this.#model = textOf(message['model']);
    this.#add({ type: 'facts', facts: { responseId: id } });
    const isWhole = textOf(message['stop_reason']) !== '';
    this.#count(fieldsOf(message['usage']), isWhole);
    this.#add({ type: 'facts', facts: { serviceTier: textOf(message['service_tier']) } });
    for (const [index, block] of listOf(message['content']).entries()) {
      this.#open(index, block);
      this.#close(index);
    }
    this.#ended(message);
  }

  /** Two answers in one stream: no telling what belongs to which. */
  #mixed(id: string): void {
    const error = new Error(`another message (${id}) began inside this one (${this.#messageId})`);
    this.#add({ type: 'error', error });
    this.#isMixed = true;
  }

  /** `isFinal`: its output is counted; at the start the API tells what it has begun to write. */
  #count(usage: JsonObject, isFinal: boolean): void {
    const { output_tokens: output, ...told } = usage;
    this.#usage.add(isFinal ? { ...told, output_tokens: output } : told);
    const raw = this.#usage.all;
    this.#add({ type: 'facts', facts: { serviceTier: textOf(raw['service_tier']) } });
    this.#add({ type: 'usage', tokens: messagesTokens(raw), raw });
  }

  #ended(delta: JsonObject): void {
    const reason = textOf(delta['stop_reason']);
    if (reason === '') return;
    this.#add({ type: 'facts', facts: { responseModel: this.#model } });
    this.#tools();
    const said = fieldsOf(delta['stop_details']);
    this.#add({
      type: 'ended',
      finishReason:
        this.#said.isCalled && reason === 'tool_use'
          ? { unified: 'stop', raw: reason }
          : finishReasonOf(reason),
      ...(textOf(said['explanation']) !== '' && { message: textOf(said['explanation']) }),
    });
  }

  /** As the API counts them; those that it does not count as they came. */
  #tools(): void {
    const told = toolsCountedIn(this.#usage.all);
    for (const name of this.#ran) if (told[name] === undefined) told[name] = 1;
    if (Object.keys(told).length > 0) this.#add({ type: 'server-tools', calls: told });
  }

  #kindOf(type: string, name: string): Block['kind'] {
    if (type === 'text') return 'text';
    if (type === 'thinking' || type === 'redacted_thinking') return 'reasoning';
    if (type === 'tool_use') return this.#said.isTool(name) ? 'structured' : 'tool';
    if (type === 'compaction') return 'compaction';
    return runsThere.test(type) ? 'server' : 'other';
  }

  #open(index: number, content: JsonObject): void {
    const type = textOf(content['type']);
    const name = textOf(content['name']);
    // another model took over: it is the one that answers
    if (type === 'fallback') this.#model = textOf(fieldsOf(content['to'])['model']) || this.#model;
    else this.#add({ type: 'facts', facts: { responseModel: this.#model } });
    const kind = this.#kindOf(type, name);
    const block: Block = { kind, id: textOf(content['id']) || String(index), name, input: '' };
    this.#blocks.set(index, block);
    if (kind === 'server') this.#ran.add(type === 'mcp_tool_use' ? 'mcp' : toolFamily(name));
    if (kind === 'text') this.#text(block, textOf(content['text']));
    if (kind === 'reasoning') this.#think(index, content);
    // input comes in pieces, or whole with the block: then there are none
    if (kind !== 'text' && Object.keys(fieldsOf(content['input'])).length > 0)
      this.#input(block, JSON.stringify(content['input']));
    if (kind === 'compaction') block.input = textOf(content['content']);
    const citations = listOf(content['citations']).length;
    if (citations > 0) this.#add({ type: 'citations', count: citations });
  }

  #think(index: number, content: JsonObject): void {
    const id = String(index);
    const data = textOf(content['data']);
    const signature = textOf(content['signature']);
    const kept = data !== '' ? { redactedData: data } : signature !== '' ? { signature } : null;
    this.#add({ type: 'reasoning-start', id, ...(kept && { providerMetadata: { anthropic: kept } }) });
    this.#add({ type: 'reasoning-delta', id, delta: textOf(content['thinking']) });
  }

  #text({ id }: Block, delta: string): void {
    this.#said.text({ type: 'text-delta', id, delta });
  }

  #input(block: Block, delta: string): void {
    block.input += delta;
    if (block.kind === 'structured') this.#said.input(block.id, delta);
    else this.#add({ type: 'tool-input-delta', id: block.id, delta });
  }

  #delta(index: number, delta: JsonObject): boolean {
    const block = this.#blocks.get(index);
    if (!block) {
      // without a start: the delta tells what it is of
      const type = textOf(delta['type']) === 'thinking_delta' ? 'thinking' : 'text';
      this.#open(index, { type });
      return this.#delta(index, delta);
    }
    switch (delta['type']) {
      case 'text_delta':
        this.#text(block, textOf(delta['text']));
        return this.#said.isOpen;
      case 'thinking_delta':
        this.#add({ type: 'reasoning-delta', id: String(index), delta: textOf(delta['thinking']) });
        return true;
      case 'signature_delta':
        this.#add({
          type: 'reasoning-delta',
          id: String(index),
          delta: '',
          providerMetadata: { anthropic: { signature: textOf(delta['signature']) } },
        });
        return false;
      case 'input_json_delta':
        this.#input(block, textOf(delta['partial_json']));
        return false;
      case 'citations_delta':
        this.#add({ type: 'citations', count: 1 });
        return false;
      case 'compaction_delta':
        block.input += textOf(delta['content']);
        return false;
      default:
        return false;
    }
  }

  #close(index: number): void {
    const block = this.#blocks.get(index);
    this.#blocks.delete(index);
    if (!block) return;
    switch (block.kind) {
      case 'reasoning':
        return this.#add({ type: 'reasoning-end', id: String(index) });
      case 'text':
        return this.#said.text({ type: 'text-end', id: block.id });
      case 'tool':
      case 'server':
        return this.#add({
          type: 'tool-call',
          toolCallId: block.id,
          toolName: block.name,
          input: argumentsOf(block.input),
          ...(block.kind === 'server' && { providerExecuted: true }),
        });
      case 'compaction':
        return this.#add({
          type: 'turn-text',
          text: block.input,
          providerMetadata: { anthropic: { type: 'compaction' } },
        });
      default:
    }
  }
}

export const openMessagesReader: OpenReader = (add, context) => new MessagesReader(add, context);
