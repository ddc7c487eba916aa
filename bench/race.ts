/**
 * Races replayed over recorded answers of real models, 200 orders each: the right decision, and the share of calls it took. Then pairs
 * that are truly equal, 2,000 orders, looked at after every case: how often a race that promises 5 % drops one wrongly.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { seededRandom, shuffled, type Random } from '../src/base/random.ts';
import type { RaceReport, RaceSettings } from '../src/contract/race.ts';
import { Race } from '../src/decide/race/race.ts';
import { sharedData } from './support/shared-data.ts';
import { conclude } from './support/verdict.ts';

const seeds = 200;
const tiedSeeds = 2000;
const alpha = 0.05;

interface Recorded {
  models: string[];
  /** Right (1) or wrong (0), per item and model. */
  items: number[][];
}

const linesOf = (...path: string[]) =>
  readFileSync(sharedData(...path), 'utf8')
    .trim()
    .split('\n');

function gsm8k(): Recorded {
  const models = ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification'];
  const items = linesOf('gsm8k', 'example_model_solutions.jsonl').map((line) => {
    const record = JSON.parse(line) as Record<string, { is_correct: boolean }>;
    return models.map((model) => Number(record[model]?.is_correct));
  });
  return { models, items };
}

function routellm(): Recorded {
  const models = ['mistralai/Mixtral-8x7B-Instruct-v0.1', 'gpt-4-1106-preview'];
  const left = new Set(
    linesOf('routellm', 'contaminated_prompts.jsonl').map(
      (line) => (JSON.parse(line) as { eval_prompt: string }).eval_prompt,
    ),
  );
  const records = parse(readFileSync(sharedData('routellm', 'gsm8k_responses.csv')), {
    columns: true,
  }) as Record<string, string>[];
  const items = records
    .filter(({ prompt = '' }) => !left.has(prompt))
    .map((record) => models.map((model) => Number(record[model] === 'True')));
  return { models, items };
}

function race({ models, items }: Recorded, change: Partial<RaceSettings>, random: Random): RaceReport {
  const order = shuffled(items, random);
  const settings = { kind: 'best', k: 1, delta: 0.03, alpha, scope: 'work', baseline_id: null } as const;
  const running = new Race({
    targets: models.map((label) => ({ id: label, label })),
    settings: { ...settings, ...change },
    cases: order.length,
    callsOf: order.map(() => 1),
  });
  for (const [place, item] of order.entries()) {
    if (running.decided) break;
    for (const [target, quality] of item.entries()) {
      if (running.isSettled(target)) continue;
      running.count(target);
      running.add(target, place, quality, target + 1);
    }
  }
  return running.report();
}

function replayed(recorded: Recorded, right: string[], change: Partial<RaceSettings>) {
  let correct = 0;
  let wrong = 0;
  const shares: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const {
      decided,
      winners,
      calls,
      calls_saved: saved,
    } = race(recorded, change, seededRandom('race', seed));
    if (decided && [...winners].sort().join() === [...right].sort().join()) correct++;
    else if (decided) wrong++;
    shares.push(calls / (calls + saved));
  }
  shares.sort((a, b) => a - b);
  const mean = shares.reduce((sum, share) => sum + share, 0) / seeds;
  return {
    ...change,
    right_share: correct / seeds,
    wrong_share: wrong / seeds,
    calls_share: mean,
    calls_share_p90: shares[Math.floor(0.9 * seeds)],
  };
}

/**
 * Each item's results given to the models at random: nobody is better. `best_dropped`: the first of them, as good as any, was dropped;
 * about this suite alone: the one that came out best in it was. `any_dropped`: any was, by K true hypotheses at once.
 */
function falseAlarms({ models, items }: Recorded, scope: RaceSettings['scope']) {
  let best = 0;
  let any = 0;
  for (let seed = 1; seed <= tiedSeeds; seed++) {
    const random = seededRandom('tied', seed);
    const tied = items.map((item) => shuffled(item, random));
    const sums = models.map((_, m) => tied.reduce((sum, item) => sum + (item[m] as number), 0));
    const first = scope === 'suite' ? sums.indexOf(Math.max(...sums)) : 0;
    const { targets } = race({ models, items: tied }, { scope }, random);
    if (targets[first]?.state === 'out') best++;
    if (targets.some(({ state }) => state === 'out')) any++;
  }
  return { best_dropped: best / tiedSeeds, any_dropped: any / tiedSeeds };
}

const started = performance.now();
const four = gsm8k();
const two = routellm();
const top = '175b_verification';
const runs = {
  gsm8k_best: replayed(four, [top], {}),
  gsm8k_best_of_suite: replayed(four, [top], { scope: 'suite' }),
  gsm8k_top_3: replayed(four, [top, '6b_verification', '175b_finetuning'], { kind: 'top', k: 3 }),
  gsm8k_cheapest: replayed(four, [top], { kind: 'cheapest', delta: 0.05 }),
  routellm_best: replayed(two, ['gpt-4-1106-preview'], {}),
  routellm_best_of_suite: replayed(two, ['gpt-4-1106-preview'], { scope: 'suite' }),
  routellm_within: replayed(two, [], {
    kind: 'within',
    delta: 0.1,
    baseline_id: 'gpt-4-1106-preview',
  }),
};
const false_alarms = {
  two: falseAlarms(two, 'work'),
  two_of_suite: falseAlarms(two, 'suite'),
  four: falseAlarms(four, 'work'),
};
conclude(
  'race',
  {
    right: Object.values(runs).every(({ right_share }) => right_share >= 0.95),
    wrong: Object.values(runs).every(({ wrong_share }) => wrong_share <= alpha),
    type_1: Object.values(false_alarms).every(({ best_dropped }) => best_dropped <= alpha),
  },
  { alpha, seeds, tied_seeds: tiedSeeds, runs, false_alarms, seconds: (performance.now() - started) / 1000 },
);
