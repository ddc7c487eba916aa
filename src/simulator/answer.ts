/** What a model answers: right as often as its profile says, else plausibly wrong; the same for the same seed. */
import { seededRandom } from '../base/random.ts';
import type { Random } from '../base/random.ts';
import { fillerText } from './filler.ts';
import { conversationText } from './knowledge.ts';
import type { Knowledge, KnowledgeItem } from './knowledge.ts';
import type { Profile } from './profile.ts';
import { wrongAnswer } from './wrong-answer.ts';

export interface AnswerText {
  text: string;
  toolCalls: { name: string; arguments: string }[];
  /** Whether a right answer was meant; `null` for a prompt nobody knows. */
  right: boolean | null;
}

export interface Question {
  seed: number;
  profile: Profile;
  prompt: string;
  /** A stable word for the prompt; see `promptKey`. */
  key: string;
  /** How many answers this model gave to this prompt before. */
  repetition: number;
  tools: string[];
  /** All that the user said, where that is more than the prompt. */
  userTexts?: readonly string[];
  /** Tool results that came after it. */
  toolResults?: number;
}

/** Of the verdicts that are fixed by the prompt, the share that all models have in common: some questions are hard for all. */
const sharedDifficulty = 0.5;

/**
 * Uniform, so that right answers come with exactly the profile's probability; drawn from the prompt, from model and
 * prompt, or from the repetition, so that hard prompts are hard for all and repetitions agree mostly.
 */
function luck({ seed, profile, key, repetition }: Question): number {
  const kind = seededRandom(seed, 'kind', profile.name, key)();
  if (kind >= profile.steadiness) return seededRandom(seed, 'luck', profile.name, key, repetition)();
  if (kind < profile.steadiness * sharedDifficulty) return seededRandom(seed, 'luck', key)();
  return seededRandom(seed, 'luck', profile.name, key)();
}

export function answerTo(question: Question, knowledge: Knowledge): AnswerText {
  const { seed, profile, key, repetition } = question;
  const random = seededRandom(seed, 'answer', profile.name, key, repetition);
  const said = question.userTexts ?? [];
  const whole = said.length > 1 ? knowledge.find(conversationText(said)) : null;
  const item = whole ?? knowledge.find(question.prompt);
  if (!item) return { text: fillerText(lengthOf(profile, random), random), toolCalls: [], right: null };
  const accuracy = profile.accuracyByCategory[item.category] ?? profile.accuracy;
  const right = luck(question) < accuracy;
  const value = right ? item.expected : wrongAnswer(item, knowledge.peers(item), question.tools, random);
  const step = toolStep(item, value, question);
  if (step) return step;
  return { ...written(item, value, question, random), right };
}

/** Between half and one and a half of the profile's verbosity. */
function lengthOf(profile: Profile, random: Random): number {
  return Math.max(1, Math.round(profile.verbosity * (0.5 + random())));
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The next call to a tool whose results were not yet all seen; wrong models go through the same steps. */
function toolStep(
  item: KnowledgeItem,
  value: unknown,
  { tools, toolResults = 0 }: Question,
): AnswerText | null {
  if (!item.loop || tools.length === 0) return null;
  const calls = item.style === 'tool' ? [value].flat().filter(isCall) : item.loop;
  const next = calls[toolResults];
  return next ? { text: '', toolCalls: [callText(next)], right: null } : null;
}

function written(
  item: KnowledgeItem,
  value: unknown,
  question: Question,
  random: Random,
): Omit<AnswerText, 'right'> {
  if (item.style === 'tool') {
    const calls = [value].flat().filter(isCall);
    if (question.tools.length > 0 && calls.length > 0 && !item.loop)
      return { text: '', toolCalls: calls.map(callText) };
    return { text: fillerText(12, random), toolCalls: [] };
  }
  if (item.style === 'json') return { text: JSON.stringify(value), toolCalls: [] };
  if (item.style === 'bare') return { text: plain(value), toolCalls: [] };
  const explanation = fillerText(lengthOf(question.profile, random), random);
  return { text: `${explanation}\n\n${plain(value)}`, toolCalls: [] };
}

function isCall(value: unknown): value is { name: string; arguments?: unknown } {
  return typeof (value as { name?: unknown } | null)?.name === 'string';
}

function callText(call: { name: string; arguments?: unknown }): { name: string; arguments: string } {
  return { name: call.name, arguments: JSON.stringify(call.arguments ?? {}) };
}
