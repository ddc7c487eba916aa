/** A simulated model as a judge of fenced material: right as often as its profile says, and biased as it says. */
import { readFences, type Fenced } from '../base/fence.ts';
import { seededRandom, type Random } from '../base/random.ts';
import type { Profile } from './profile.ts';

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const textsOf = (material: readonly Fenced[], name: string) =>
  material.filter((part) => part.name === name).map(({ text }) => text);

/** Whether the answer holds what the reference says; without a reference any answer does. */
function isGood(material: readonly Fenced[]): boolean {
  const answer = ` ${plain(textsOf(material, 'answer').join(' '))} `;
  const references = textsOf(material, 'reference');
  return references.length === 0 || references.some((text) => answer.includes(` ${plain(text)} `));
}

/** Sentences of the answer, or the context when that is judged; an item holds when the other text has its words. */
function itemsOf(material: readonly Fenced[], flips: () => boolean): { text: string; holds: boolean }[] {
  const [answer] = textsOf(material, 'answer');
  const [context = textsOf(material, 'question')[0] ?? ''] = textsOf(material, 'context');
  const [listed, held] =
    answer === undefined ? [context, textsOf(material, 'question')[0] ?? ''] : [answer, context];
  const words = new Set(plain(held).split(' '));
  const sentences = listed.split(/(?<=[.!?])\s+|\n+/).filter((text) => text.trim() !== '');
  return sentences.slice(0, 40).map((text) => {
    const own = plain(text).split(' ');
    const known = own.filter((word) => words.has(word)).length;
    return { text, holds: known >= own.length / 2 !== flips() };
  });
}

/** The same for both orders, but for the bias. */
function betterOf(material: readonly Fenced[], { judge }: Profile, seedWords: (string | number)[]): string {
  const [first = '', second = ''] = [...textsOf(material, 'first'), ...textsOf(material, 'second')];
  const pair = [first, second].toSorted();
  const random = seededRandom('pair', ...seedWords, ...pair);
  const [bias, draw, longer] = [random(), random(), random()];
  if (bias < judge.firstBias) return 'first';
  if (longer < judge.lengthBias && first.length !== second.length)
    return first.length > second.length ? 'first' : 'second';
  if (plain(first) === plain(second)) return 'neither';
  const winner = pair[draw < 0.5 ? 0 : 1];
  return winner === first ? 'first' : 'second';
}

function fieldOf(name: string, schema: Record<string, unknown>, good: boolean): unknown {
  const values = schema['enum'];
  if (Array.isArray(values)) {
    if (values.includes('same')) return good ? 'same' : 'conflict';
    return good ? values.at(-1) : values[0];
  }
  if (schema['type'] === 'boolean') return good;
  if (schema['type'] === 'integer') return good ? schema['maximum'] : schema['minimum'];
  if (schema['type'] === 'array') return [];
  return name === 'reason' ? (good ? 'It does what was asked.' : 'It does not.') : '';
}

/** JSON as the schema wants it, or broken; `null` when nothing is to be judged. */
export function verdictText(
  prompt: string,
  schema: Record<string, unknown> | null,
  profile: Profile,
  seed: number,
): string | null {
  const properties = schema?.['properties'];
  const material = readFences(prompt);
  if (material.length === 0 || typeof properties !== 'object' || properties === null) return null;
  const words = [seed, profile.name];
  const random: Random = seededRandom('verdict', ...words, ...material.map(({ text }) => text));
  const flips = () => random() >= profile.judge.accuracy;
  if (random() < profile.judge.brokenShare) return '{"reason": "It is';
  const good = isGood(material) !== flips();
  const verdict = Object.entries(properties as Record<string, Record<string, unknown>>).map(
    ([name, field]) => {
      if (name === 'items') return [name, itemsOf(material, flips)];
      if (name === 'better') return [name, betterOf(material, profile, words)];
      return [name, fieldOf(name, field, good)];
    },
  );
  return JSON.stringify(Object.fromEntries(verdict));
}
