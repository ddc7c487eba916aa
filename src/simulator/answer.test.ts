import { describe, expect, it } from 'vitest';
import { answerTo } from './answer.ts';
import type { Question } from './answer.ts';
import { createKnowledge, promptKey } from './knowledge.ts';
import type { AnswerStyle, KnowledgeItem } from './knowledge.ts';
import { profileSchema } from './profile.ts';
import type { ProfileInput } from './profile.ts';

const profile = (more: Partial<ProfileInput> = {}) =>
  profileSchema.parse({
    name: 'm',
    ttft: { medianMs: 1 },
    pace: { tokensPerSecond: 1 },
    accuracy: 1,
    ...more,
  });
const item = (prompt: string, expected: unknown, style: AnswerStyle, category = 'a'): KnowledgeItem => {
  return { prompt, expected, category, style };
};
const question = (prompt: string, more: Partial<Question> = {}): Question => {
  return { seed: 1, profile: profile(), prompt, key: promptKey(prompt), repetition: 0, tools: [], ...more };
};

describe('answerTo', () => {
  const call = { name: 'f', arguments: { x: 1 } };
  const knowledge = createKnowledge([
    item('bare', 'refund', 'bare'),
    item('explained', 42, 'explained'),
    item('list', ['14 days', 'email'], 'explained'),
    item('json', { a: 1 }, 'json'),
    item('tool', call, 'tool'),
    item('tools', [call, { name: 'g' }], 'tool'),
  ]);

  it('writes each style as its scorers read it', () => {
    expect(answerTo(question('bare'), knowledge)).toEqual({ text: 'refund', toolCalls: [], right: true });
    expect(answerTo(question('explained'), knowledge).text).toMatch(/^[A-Z][^\d]+\.\n\n42$/);
    expect(answerTo(question('list'), knowledge).text.split('\n').at(-1)).toBe('14 days, email');
    expect(answerTo(question('json'), knowledge).text).toBe('{"a":1}');
    expect(answerTo(question('tool', { tools: ['f'] }), knowledge)).toMatchObject({
      text: '',
      toolCalls: [{ name: 'f', arguments: '{"x":1}' }],
    });
    expect(
      answerTo(question('tools', { tools: ['f', 'g'] }), knowledge).toolCalls.map((c) => c.arguments),
    ).toEqual(['{"x":1}', '{}']);
  });

  it('fills what it does not know, at the length of its profile', () => {
    const short = answerTo(question('?', { profile: profile({ verbosity: 10 }) }), knowledge);
    const long = answerTo(question('?', { profile: profile({ verbosity: 400 }) }), knowledge);
    expect(short.right).toBeNull();
    expect(long.text.length).toBeGreaterThan(3 * short.text.length);
  });

  it('is the same for the same seed, model, prompt and repetition, and only then', () => {
    const one = answerTo(question('explained'), knowledge);
    expect(answerTo(question('explained'), knowledge)).toEqual(one);
    expect(answerTo(question('explained', { seed: 2 }), knowledge).text).not.toBe(one.text);
    expect(answerTo(question('explained', { repetition: 1 }), knowledge).text).not.toBe(one.text);
    expect(answerTo(question('explained', { profile: profile({ name: 'n' }) }), knowledge).text).not.toBe(
      one.text,
    );
  });

  const numbers = Array.from({ length: 3000 }, (_, i) => item(`q${i}`, i, 'bare', i % 2 ? 'odd' : 'even'));
  const many = createKnowledge(numbers);
  const rightShare = (who: Question['profile'], category: string, repetition = 0) => {
    const asked = numbers.filter((n) => n.category === category);
    return (
      asked.filter((n) => answerTo(question(n.prompt, { profile: who, repetition }), many).right).length /
      asked.length
    );
  };

  it('is right as often as the profile says, by category', () => {
    const who = profile({ accuracy: 0.8, accuracyByCategory: { odd: 0.3 } });
    // Four standard errors of a share of 1,500.
    expect(Math.abs(rightShare(who, 'even') - 0.8)).toBeLessThan(0.042);
    expect(Math.abs(rightShare(who, 'odd') - 0.3)).toBeLessThan(0.048);
    expect(Math.abs(rightShare(who, 'even', 5) - 0.8)).toBeLessThan(0.042);
  });

  it('says something else than the truth when it is wrong', () => {
    const who = profile({ accuracy: 0 });
    const texts = numbers
      .slice(0, 200)
      .map((n) => [n.expected, answerTo(question(n.prompt, { profile: who }), many).text]);
    expect(texts.every(([expected, text]) => String(expected) !== text)).toBe(true);
  });

  it('repeats its verdicts as far as it is steady', () => {
    const agreement = (steadiness: number) => {
      const who = profile({ accuracy: 0.5, steadiness });
      const verdict = (prompt: string, repetition: number) =>
        answerTo(question(prompt, { profile: who, repetition }), many).right;
      const some = numbers.slice(0, 600);
      return some.filter((n) => verdict(n.prompt, 0) === verdict(n.prompt, 1)).length / some.length;
    };
    expect(agreement(1)).toBe(1);
    // Verdicts drawn anew agree in half of the cases.
    expect(Math.abs(agreement(0) - 0.5)).toBeLessThan(0.09);
  });

  it('finds the same prompts hard as other models do', () => {
    const verdict = (name: string, prompt: string) =>
      answerTo(question(prompt, { profile: profile({ name, accuracy: 0.5, steadiness: 1 }) }), many).right;
    const agreeing = numbers.slice(0, 1000).filter((n) => verdict('m', n.prompt) === verdict('n', n.prompt));
    // Both draw from the prompt's own luck in a quarter of the cases; in the rest they agree by chance: 0.625.
    expect(Math.abs(agreeing.length / 1000 - 0.625)).toBeLessThan(0.062);
  });
});
