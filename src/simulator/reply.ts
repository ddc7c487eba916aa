/** From a question to the answer as a wire carries it: cut to its limit, in frames, counted. */
import { seededRandom } from '../base/random.ts';
import { answerTo } from './answer.ts';
import type { AnswerText } from './answer.ts';
import { fillerText } from './filler.ts';
import type { Knowledge } from './knowledge.ts';
import { estimatedTokens, piecesOf, tokensOf } from './pieces.ts';
import type { Piece } from './pieces.ts';
import type { Profile } from './profile.ts';
import { drawTiming } from './timing.ts';
import type { Timing } from './timing.ts';
import { verdictText } from './verdict.ts';
import type { Finish, WireAnswer, WireFailure, WireRequest, WireUsage } from './wires/wire.ts';

export interface Reply {
  answer: WireAnswer;
  timing: Timing;
  /** Whether a right answer was meant; `null` for a prompt nobody knows. */
  right: boolean | null;
}

export type ReplyOrFailure = { failure: WireFailure; reply: null } | { failure: null; reply: Reply };

export interface ReplyContext {
  seed: number;
  profile: Profile;
  request: WireRequest;
  /** See `promptKey`. */
  key: string;
  /** How many answers this model gave to this prompt before. */
  repetition: number;
  id: string;
  createdS: number;
  refuses: boolean;
}

/** Prompts from this size on are cached, in blocks of 128 tokens, by providers that cache by themselves. */
const cacheFloor = 1024;
const cacheBlock = 128;

function inputUsage(
  request: WireRequest,
  repetition: number,
): Pick<WireUsage, 'input' | 'cacheRead' | 'cacheWrite'> {
  const total = estimatedTokens(request.inputCharacters);
  const cached = request.cache && total >= cacheFloor ? total - (total % cacheBlock) : 0;
  if (cached === 0) return { input: total, cacheRead: 0, cacheWrite: 0 };
  return repetition > 0
    ? { input: total - cached, cacheRead: cached, cacheWrite: 0 }
    : { input: total, cacheRead: 0, cacheWrite: 0 };
}

function tokenCount(pieces: Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.tokens, 0);
}

/** Content in order: reasoning, text, tool calls. Whatever does not fit into the limit is not written. */
function limited(text: AnswerText, reasoning: string, context: ReplyContext) {
  const { request, profile } = context;
  let left = request.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  let isCut = false;
  const take = (whole: string): Piece[] => {
    const tokens = tokensOf(whole);
    isCut ||= tokens.length > left;
    const kept = tokens.length > left ? tokens.slice(0, left).join('') : whole;
    const pieces = piecesOf(kept, profile.tokensPerFrame);
    left -= tokenCount(pieces);
    return pieces;
  };
  const reasoningPieces = take(reasoning);
  const textPieces = take(text.text);
  const toolCalls = text.toolCalls.flatMap((call, i) => {
    if (left <= 0) {
      isCut = true;
      return [];
    }
    return [{ id: `call_${context.id}_${i}`, name: call.name, arguments: take(call.arguments) }];
  });
  return { reasoningPieces, textPieces, toolCalls, isCut };
}

/** Log-normal around the profile's median, times what the request asks for. */
function reasoningText(context: ReplyContext): string {
  const { profile, request, seed, key, repetition } = context;
  const median = profile.reasoningTokens * request.reasoningFactor;
  if (median === 0) return '';
  const random = seededRandom(seed, 'reasoning', profile.name, key, repetition);
  return fillerText(Math.max(1, Math.round(median * (0.6 + 0.8 * random()))), random);
}

function finishOf(content: { toolCalls: unknown[]; isCut: boolean }, refuses: boolean): Finish {
  if (refuses) return 'refusal';
  if (content.isCut) return 'length';
  return content.toolCalls.length > 0 ? 'tool' : 'stop';
}

const refusal: AnswerText = {
  text: 'Sorry, that is nothing to be answered here.',
  toolCalls: [],
  right: null,
};

/** What is JSON goes into the tool that was asked for it; a model may still say something else. */
function inTool(said: AnswerText, tool: string | undefined): AnswerText {
  if (tool === undefined || !said.text.trimStart().startsWith('{')) return said;
  return { ...said, text: '', toolCalls: [{ name: tool, arguments: said.text }, ...said.toolCalls] };
}

export function composeReply(context: ReplyContext, knowledge: Knowledge): Reply {
  const { seed, profile, request, key, repetition } = context;
  const { prompt, tools, userTexts, toolResults } = request;
  const question = { seed, profile, prompt, key, repetition, tools, userTexts, toolResults };
  const verdict = verdictText(prompt, request.schema ?? null, profile, seed);
  const judged = verdict === null ? null : { text: verdict, toolCalls: [], right: null };
  const said = judged ?? answerTo(question, knowledge);
  const text = context.refuses ? refusal : inTool(said, request.answerTool);
  const content = limited(text, reasoningText(context), context);
  const reasoningTokens = tokenCount(content.reasoningPieces);
  const output =
    tokenCount(content.textPieces) +
    content.toolCalls.reduce((sum, call) => sum + tokenCount(call.arguments), 0);
  const answer: WireAnswer = {
    id: context.id,
    model: profile.name,
    createdS: context.createdS,
    reasoning: request.showReasoning ? content.reasoningPieces : [],
    text: content.textPieces,
    toolCalls: content.toolCalls,
    finish: finishOf(content, context.refuses),
    usage: { ...inputUsage(request, repetition), output, reasoning: reasoningTokens },
  };
  const random = seededRandom(seed, 'timing', profile.name, key, repetition);
  const timing = drawTiming(profile, request.showReasoning ? 0 : reasoningTokens, random);
  return { answer, timing, right: text.right };
}
