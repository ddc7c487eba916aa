import { describe, expect, it } from 'vitest';
import { valueOf } from '../../../test/made-up/score-with.ts';
import { choice } from './choice.ts';

const labels = ['A', 'B', 'C', 'D'];

describe('choice', () => {
  it.each([
    ['答案是B。', 'B'],
    ['正确答案为B', 'B'],
    ['因此选项B正确', 'B'],
    ['因此选项B正确，而选项A错误', 'B'],
    ['答案：B', 'B'],
    ['最终答案：(B)', 'B'],
    ['我选择 B', 'B'],
    ['故选B', 'B'],
    ['不是A，而是B', 'B'],
    ['正解はCです', 'C'],
    ['答えはC。Aではない。', 'C'],
    ['정답은 D입니다', 'D'],
    ['답: D', 'D'],
    ['A가 아니라 D', 'D'],
    ['คำตอบคือ B', 'B'],
    ['La respuesta correcta es B.', 'B'],
    ['Die richtige Antwort ist B.', 'B'],
    ['Ｂ', 'B'],
    ['（Ｂ）', 'B'],
    ['**B**', 'B'],
    ['(B)', 'B'],
    ['B)', 'B'],
    ['B) Paris', 'B'],
    ['\\boxed{B}', 'B'],
    ['\\boxed{\\text{B}}', 'B'],
    ['$\\boxed{(B)}$', 'B'],
    ['Option B', 'B'],
    ['B, B, B', 'B'],
    ['The answer is not B but C.', 'C'],
    ["The answer isn't B; it's C.", 'C'],
    ['The answer is C, not B.', 'C'],
    ['A is wrong. C is correct.', 'C'],
    ['A is not right, and D is incorrect, so C', 'C'],
    ['Rather than A, C', 'C'],
    ['Vitamin B is important; final answer: C', 'C'],
    ['Having weighed A and B, my final answer is C', 'C'],
    ['The answer is either A or B; I pick B.', 'B'],
    ['I would pick B — a safe choice.', 'B'],
    ["I'll go with (C).", 'C'],
    ['Of A, B and C, only B is correct.', 'B'],
    ['The correct option is B', 'B'],
    ['The best choice is **B**.', 'B'],
    ['{"reasoning": "A is tempting", "answer": "B"}', 'B'],
    ['answer: b', 'B'],
    ['Weighing A against C, it comes to [B]', 'B'],
    ['A is close, C is far: **B**', 'B'],
    ['b', 'B'],
    ['The answer is a.', 'A'],
    ['The answer is b)', 'B'],
    ['Each wrong answer is worth nothing. C', 'C'],
    ['<answer>C</answer> A is wrong, B too', 'C'],
    ["It can't be A, B or D; therefore C", 'C'],
    ['It cannot be (A), (B), or (D). Thus (C).', 'C'],
    ['Eliminate A, B and D. C remains.', 'C'],
    ['Not A, B', 'B'],
    ['A and B are wrong, C is right', 'C'],
    ['The answer is C and D is wrong', 'C'],
    ['A和B都不对，C对', 'C'],
    ['A와 B는 틀렸고 C가 맞다', 'C'],
    ['Prawidłowa jest odpowiedź C, a nie A', 'C'],
    ["It isn't A and B is right", 'B'],
    ['La bonne réponse est la C, pas la A.', 'C'],
    ['Правильный ответ C, не A', 'C'],
    ['A) Oslo, B) Rome, C) Lima\n\nC', 'C'],
    ['C because A and B are false', 'C'],
  ])('%j chooses %s', async (answer, expected) => {
    expect(await valueOf(choice, answer, expected, { labels })).toBe(1);
  });

  it.each([
    ['Both A and B', 'A'],
    ['A or B', 'A'],
    ['The answer is A or B.', 'A'],
    ['Answer: A/B', 'A'],
    ['Answer: A, C', 'A'],
    ['答案是A或B', 'A'],
    ['The answer is not B.', 'B'],
    ['B is wrong.', 'B'],
    ['不是B', 'B'],
    ['Bubble', 'B'],
    ['vitamin b is fine', 'B'],
    ['MOB', 'B'],
    ['B2', 'B'],
    ['A and B are wrong.', 'B'],
    ['Options:\nA. Oslo\nB. Rome', 'B'],
  ])('%j does not choose %s', async (answer, expected) => {
    expect(await valueOf(choice, answer, expected, { labels })).toBe(0);
  });

  it('finds labels of words in running Chinese', async () => {
    const words = { labels: ['正面', '负面'] };
    expect(await valueOf(choice, '这条评论的情感是正面的。', '正面', words)).toBe(1);
    expect(await valueOf(choice, '不是正面，是负面', '负面', words)).toBe(1);
  });

  it('takes no label out of a decimal', async () => {
    expect(await valueOf(choice, '3.5', '3', { labels: ['1', '2', '3'] })).toBe(0);
    expect(await valueOf(choice, '3. Lima', '3', { labels: ['1', '2', '3'] })).toBe(1);
  });
});
