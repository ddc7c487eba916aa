import { expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { checkJudge, type JudgedAnswer } from './check-judge.ts';

const targets = [{ id: 'a', label: 'A' }];
const answer = (value: number | null, ...labels: number[]): JudgedAnswer => ({
  target_id: 'a',
  value,
  labels,
  length: 10,
});

it('tells how a judge agrees with people, which way it errs, and what it could not say', () => {
  const found = checkJudge(
    [answer(1, 1), answer(1, 0), answer(0, 0), answer(1, 1), answer(null, 1), answer(0.2)],
    targets,
  );
  expect(found).toMatchObject({
    n: 4,
    unscorable: 1,
    agreement: { accuracy: 0.75, kappa: 0.5 },
    confusion: { both_right: 2, judge_only: 1, both_wrong: 1, human_only: 0 },
    position: null,
    length: null,
  });
  expect(found.bias?.value).toBe(0.25);
  expect(found.targets[0]).toMatchObject({ labelled: 4, judged: 5, people: 0.5 });
  expect(found.targets[0]?.raw).toBeCloseTo(3.2 / 5, 12);
});

it('corrects a biased judge by the labels', () => {
  const random = seededRandom('check', 5);
  const answers = Array.from({ length: 900 }, (_, i) => {
    const truth = random() < 0.7 ? 1 : 0;
    // it passes half of what is wrong
    const value = truth === 1 || random() < 0.5 ? 1 : 0;
    return i < 150 ? answer(value, truth) : answer(value);
  });
  const [target] = checkJudge(answers, targets).targets;
  expect(target?.raw).toBeGreaterThan(0.8);
  expect(target?.corrected?.low).toBeLessThan(0.7);
  expect(target?.corrected?.high).toBeGreaterThan(0.7);
  expect(target?.corrected?.high).toBeLessThan(target?.raw ?? 0);
});

it('sees people who disagree among themselves, and a judge that follows the place', () => {
  const pairs = Array.from({ length: 20 }, (_, i): JudgedAnswer => ({
    ...answer(0.5, 1, i % 2),
    pair: { outcomes: [i < 18 ? 'first' : 'tie'], longer: i - 10 },
  }));
  const found = checkJudge(pairs, targets);
  expect(found.alpha_people).toBeLessThan(0.2);
  expect(found.position).toMatchObject({ pairs: 20, first: 18, second: 0 });
  expect(found.position?.p).toBeLessThan(0.001);
  expect(found.length?.effect).toBeCloseTo(0, 6);
  expect(checkJudge([], targets)).toMatchObject({ n: 0, agreement: null, alpha: null, bias: null });
});

it('takes ½ for neither right nor wrong: it agrees with ½ alone, and is in no rate', () => {
  const found = checkJudge(
    [answer(0.5, 1), answer(0.5, 0), answer(0.5, 0.5), answer(1, 0, 1), answer(1, 1), answer(0, 0)],
    targets,
  );
  expect(found.agreement).toMatchObject({
    accuracy: 3 / 6,
    ties: { both: 1, judge_only: 2, human_only: 1 },
  });
  expect(found.confusion).toMatchObject({ both_right: 1, both_wrong: 1, judge_only: 0, human_only: 0 });
  // people 2 right, 2 wrong, 2 ½, the judge 2, 1, 3: by chance (2·2 + 2·1 + 2·3) / 36 agree
  expect(found.agreement?.kappa).toBeCloseTo((1 / 2 - 1 / 3) / (1 - 1 / 3), 12);
});
