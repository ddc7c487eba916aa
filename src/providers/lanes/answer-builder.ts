import type { LanguageModelV4FinishReason, LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Message } from '../../contract/content.ts';
import type { Answer, ContentFrames, Tokens } from '../../contract/attempt.ts';
import type { Parameters } from '../../contract/suite.ts';
import type { AnswerFacts, AnswerPart } from '../readers/answer-part.ts';
import { FrameMarks } from './frame-marks.ts';
import { modalityCounts, splitOff } from './modality-counts.ts';
import { ThinkTags } from './think-tags.ts';
import { TurnBuilder } from './turn-builder.ts';

const count = (value: number | undefined): number | null => value ?? null;

const rest = (total: number | undefined, ...parts: (number | null)[]): number | null =>
  total === undefined ? null : parts.reduce<number>((left, part) => left - (part ?? 0), total);

/** Anthropic's own word for cache writes that are kept for an hour; the SDK gives their sum with the others alone. */
function hourWrites(raw: unknown): number | null {
  const creation = (raw as { cache_creation?: { ephemeral_1h_input_tokens?: unknown } | null } | undefined)
    ?.cache_creation;
  const count = creation?.ephemeral_1h_input_tokens;
  return typeof count === 'number' && count > 0 ? count : null;
}

/** The SDK's usage as disjoint buckets. Providers that report a total alone leave the buckets unknown, except that what is not cached and not reasoning can be inferred. */
export function tokensOf(usage: LanguageModelV4Usage): Tokens {
  const { inputTokens: input, outputTokens: output } = usage;
  const cacheRead = count(input.cacheRead);
  const cacheWrite = count(input.cacheWrite);
  const cacheWrite1h = cacheWrite === null ? null : hourWrites(usage.raw);
  const reasoning = count(output.reasoning);
  const made = modalityCounts(usage.raw);
  const fresh = count(input.noCache) ?? rest(input.total, cacheRead, cacheWrite);
  const asked = splitOff(fresh, made.inputAudio, made.inputImage);
  const visible = count(output.text) ?? rest(output.total, reasoning);
  const given = splitOff(visible, made.outputAudio, made.outputImage);
  return {
    input: asked.rest,
    ...(asked.audio > 0 && { inputAudio: asked.audio }),
    ...(asked.image > 0 && { inputImage: asked.image }),
    cacheRead,
    cacheWrite: cacheWrite === null ? null : cacheWrite - (cacheWrite1h ?? 0),
    ...(cacheWrite1h === null ? {} : { cacheWrite1h }),
    output: given.rest,
    ...(given.audio > 0 && { outputAudio: given.audio }),
    ...(given.image > 0 && { outputImage: given.image }),
    reasoning,
    inputTotal: count(input.total),
    outputTotal: count(output.total),
  };
}

/** What Chat Completions and what is like it put into frames, and packages do not read. */
function factsIn(frame: unknown): AnswerFacts {
  const { system_fingerprint: fingerprint, service_tier: serviceTier } = (frame ?? {}) as Record<
    string,
    unknown
  >;
  return {
    ...(typeof fingerprint === 'string' && { fingerprint }),
    ...(typeof serviceTier === 'string' && { serviceTier }),
  };
}

/**
 * Collects stream parts into an answer and gives each content frame its stamp. The SDK announces every wire frame with a
 * `raw` part before the parts it parsed from it, so the n-th `raw` part belongs to the n-th frame on the wire.
 * For a package that sends no `raw` parts, content belongs to the latest frame that has arrived when it is read: never too
 * early, and late by no more than the parts that wait in the lane.
 */
export class AnswerBuilder {
  readonly #marks = new FrameMarks();
  readonly #timestamps: readonly number[];
  #text: string[] = [];
  #reasoning: string[] = [];
  readonly #toolCalls: Answer['toolCalls'] = [];
  readonly #streamedTools = new Set<string>();
  readonly #turn: TurnBuilder | null;
  readonly #thinkTags: ThinkTags | null;
  readonly #madeFiles: string[] = [];
  readonly #serverTools: Record<string, number> = {};
  #citations = 0;
  /** It did something that is neither text nor a call for the client. */
  #hasMore = false;
  #frame = -1;
  readonly facts: AnswerFacts = {};
  /** `null`: the stream was cut. */
  finishReason: LanguageModelV4FinishReason | null = null;
  /** What the provider says to it. */
  finishMessage: string | null = null;
  tokens: Tokens | null = null;
  rawUsage: unknown = null;
  error: unknown = undefined;
  /** What the package was given and did not send. */
  readonly unsupported: string[] = [];

  /** `stamps`: arrival of each data frame, growing while the stream is read. */
  constructor(
    timestamps: readonly number[],
    {
      keepTurn = false,
      thinkTags = 'text',
    }: { keepTurn?: boolean; thinkTags?: Parameters['thinkTags'] } = {},
  ) {
    this.#timestamps = timestamps;
    this.#turn = keepTurn ? new TurnBuilder() : null;
    this.#thinkTags = thinkTags === 'reasoning' ? this.#splitter() : null;
  }

  /** Parts text at the tags around reasoning. The next turn has it as the model wrote it. */
  #splitter(): ThinkTags {
    return new ThinkTags({
      text: (text) => {
        this.#marks.settle(true);
        this.#content(text, 't', this.#text);
      },
      reasoning: (text) => this.#content(text, 'r', this.#reasoning),
      tag: () => {
        this.#marks.settle(false);
        this.#mark('r');
      },
      held: (isText) => {
        this.#mark('r');
        if (isText) this.#marks.hold();
      },
      allWasReasoning: () => {
        this.#reasoning = [...this.#reasoning, ...this.#text];
        this.#text = [];
        this.#marks.textWasReasoning();
      },
    });
  }

  /** What is added from now on came with the next frame on the wire. */
  nextFrame(): void {
    this.#frame++;
  }

  add(part: AnswerPart): void {
    this.#turn?.add(part);
    this.#addContent(part);
    this.#addUse(part);
    this.#addFacts(part);
    this.#addEnd(part);
  }

  /** What is read, called or looked at by whoever asked. */
  #addContent(part: AnswerPart): void {
    switch (part.type) {
      case 'text-delta':
        if (this.#thinkTags) this.#thinkTags.push(part.delta);
        else this.#content(part.delta, 't', this.#text);
        break;
      case 'reasoning-delta':
        this.#content(part.delta, 'r', this.#reasoning);
        break;
      case 'tool-input-delta':
        this.#streamedTools.add(part.id);
        this.#content(part.delta, 'c', null);
        break;
      case 'tool-call':
        // a call that came in deltas is repeated whole, often with a later frame
        if (!this.#streamedTools.has(part.toolCallId)) this.#content(part.input, 'c', null);
        if (part.providerExecuted) this.#hasMore = true;
        else this.#toolCalls.push({ name: part.toolName, arguments: part.input });
        break;
      case 'file':
      case 'made-file':
        this.#madeFiles.push(part.mediaType);
        // what there is to see is output like text
        this.#content(part.mediaType || 'file', 't', null);
    }
  }

  /** What the provider did by itself on the way. */
  #addUse(part: AnswerPart): void {
    switch (part.type) {
      case 'source':
        this.#citations++;
        break;
      case 'citations':
        this.#citations += part.count;
        break;
      case 'server-tools':
        for (const [name, calls] of Object.entries(part.calls))
          this.#serverTools[name] = (this.#serverTools[name] ?? 0) + calls;
    }
  }

  /** Where it comes from. A `raw` part also begins the next frame. */
  #addFacts(part: AnswerPart): void {
    switch (part.type) {
      case 'stream-start':
        for (const warning of part.warnings)
          if (warning.type === 'unsupported') this.unsupported.push(warning.feature);
        break;
      case 'raw':
        this.nextFrame();
        this.#know(factsIn(part.rawValue));
        break;
      case 'response-metadata':
        this.#know({
          ...(part.modelId !== undefined && { responseModel: part.modelId }),
          ...(part.id !== undefined && { responseId: part.id }),
        });
        break;
      case 'facts':
        this.#know(part.facts);
    }
  }

  /** How it ended, and what it took. */
  #addEnd(part: AnswerPart): void {
    switch (part.type) {
      case 'usage':
        this.tokens = part.tokens;
        this.rawUsage = part.raw;
        break;
      case 'ended':
        this.finishReason = part.finishReason;
        this.finishMessage = part.message ?? null;
        break;
      case 'finish':
        this.finishReason = part.finishReason;
        this.tokens = tokensOf(part.usage);
        this.rawUsage = part.usage.raw ?? null;
        break;
      case 'error':
        this.error ??= part.error ?? new Error('the provider reported an error without a message');
    }
  }

  #know(facts: AnswerFacts): void {
    const known = this.facts as Record<string, string | number>;
    for (const [name, value] of Object.entries(facts)) if (value !== '') known[name] ??= value;
  }

  #content(delta: string, kind: 't' | 'r' | 'c', into: string[] | null): void {
    if (delta === '') return;
    into?.push(delta);
    this.#mark(kind);
  }

  #mark(kind: 't' | 'r' | 'c'): void {
    const frame = this.#frame < 0 ? this.#timestamps.length - 1 : this.#frame;
    this.#marks.mark(kind, frame, this.#timestamps[frame] ?? this.#timestamps.at(-1));
  }

  get frames(): ContentFrames {
    return { at: this.#marks.at, kinds: this.#marks.kinds };
  }

  get isEmpty(): boolean {
    const parts = [this.#text, this.#reasoning, this.#toolCalls, this.#madeFiles];
    return parts.every((part) => part.length === 0) && !this.#hasMore;
  }

  get turn(): Message | undefined {
    return this.#turn?.turn();
  }

  answer(): Answer {
    this.#thinkTags?.end();
    return {
      text: this.#text.join(''),
      reasoning: this.#reasoning.join(''),
      toolCalls: this.#toolCalls,
      finishReason: this.finishReason?.raw ?? this.finishReason?.unified ?? null,
      ...(this.#madeFiles.length > 0 && { madeFiles: this.#madeFiles }),
      ...(this.#citations > 0 && { citations: this.#citations }),
      ...(Object.keys(this.#serverTools).length > 0 && { serverTools: this.#serverTools }),
    };
  }
}
