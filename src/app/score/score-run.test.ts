import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, caseOf, specOf } from '../../../test/made-up/scored-answer.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import type { AskJudge } from '../../contract/judge.ts';
import type { AnswersStore } from '../../contract/result-store.ts';
import type { SampleBatch, SampleRecord } from '../../contract/sample.ts';
import type { ScoredAnswer, ScorerServices } from '../../contract/score.ts';
import type { Case, ScorerSpec } from '../../contract/suite.ts';
import { openStore } from '../../store/open-store.ts';
import { scoreRun } from './score-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-score-test-'));
const runId = newId();
let store: AnswersStore;

/** Answers are the numbers of their cases, but one in three is one too many. */
beforeAll(async () => {
  store = await openStore({ dataDir: folder });
  const { run, cases, batch } = madeUp({ runId, targets: 2, cases: 30 });
  const places = new Map(batch.samples.map((sample) => [sample.sample_id, sample]));
  const payloads = batch.payloads.map((payload) => {
    const index = places.get(payload.sample_id)?.case_index ?? 0;
    const answer = payload.answer && answerOf(`It is ${index % 3 === 0 ? index + 1 : index}.`);
    return { ...payload, answer, scores: [], expected: null };
  });
  await store.putRun(run, cases);
  await store.insert({ ...batch, payloads });
}, 60_000);
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const casesWith = (specs: ScorerSpec[], expected = (i: number): unknown => i) =>
  new Map<string, Case>(
    Array.from({ length: 30 }, (_, i) => [
      `case-${i}`,
      { ...caseOf(expected(i), specs), id: `case-${i}`, index: i },
    ]),
  );
const score = (
  cases: Map<string, Case>,
  more: {
    again?: boolean;
    store?: AnswersStore;
    services?: ScorerServices;
    keep?: (scored: ScoredAnswer[]) => Promise<void>;
    only?: string[];
    keeps?: (name: string) => boolean;
    weightOf?: (name: string) => number;
  } = {},
) =>
  scoreRun(more.store ?? store, runId, {
    cases,
    services: more.services ?? {},
    again: more.again ?? false,
    keep: more.keep ?? (async () => {}),
    progress: () => {},
    ...(more.only && { only: new Set(more.only) }),
    ...(more.keeps && { keeps: more.keeps }),
    ...(more.weightOf && { weightOf: more.weightOf }),
  });

async function records(): Promise<SampleRecord[]> {
  const found: SampleRecord[] = [];
  for await (const batch of store.records(runId)) found.push(...batch);
  return found;
}

describe('scoreRun', () => {
  it('scores every answer, keeps the marks, and does nothing twice', async () => {
    const cases = casesWith([specOf('numeric'), specOf('length', { max: 5 })]);
    const first = await score(cases);
    expect(first.scored).toBeGreaterThan(40);
    expect(first.scored + first.unanswered).toBe(first.samples);
    for (const { sample, payload } of await records()) {
      if (!payload || payload.scores.length === 0) continue;
      const right = sample.case_index % 3 !== 0;
      expect(sample).toMatchObject({
        correct: right,
        quality: right ? 1 : 0.5,
        scores: { numeric: right ? 1 : 0, length: 1 },
      });
      expect(payload.scores.map((item) => item.scorer?.type)).toEqual(['numeric', 'length']);
      expect(payload.expected).toBe(sample.case_index);
    }
    expect(await score(cases)).toMatchObject({ scored: 0, kept: first.scored });
    expect((await score(cases, { again: true })).scored).toBe(first.scored);
  });

  it('scores anew what was expected, asked or called otherwise', async () => {
    const { scored } = await score(casesWith([specOf('numeric')]));
    expect(await score(casesWith([specOf('numeric')]))).toMatchObject({ scored: 0 });
    const corrected = (i: number) => (i % 3 === 0 ? i + 1 : i);
    const changed = await score(casesWith([specOf('numeric')], corrected));
    expect(changed.changed).toBe(changed.scored);
    expect(changed.changed).toBeGreaterThan(0);
    expect(changed.kept + changed.scored).toBe(scored);
    expect((await score(casesWith([specOf('numeric', { tolerance: 5 })], corrected))).scored).toBe(scored);
    expect(
      (await score(casesWith([{ ...specOf('numeric', { tolerance: 5 }), name: 'n' }], corrected))).scored,
    ).toBe(scored);
  });

  it('adds a scorer without asking the others again', async () => {
    const { scored } = await score(casesWith([specOf('numeric')]), { again: true });
    const numericOf = async () =>
      (await records()).flatMap(
        ({ payload }) => payload?.scores.filter(({ name }) => name === 'numeric') ?? [],
      );
    // a mark that only a score of before can bear
    const marked: SampleRecord[] = (await records()).filter(
      ({ payload }) => (payload?.scores.length ?? 0) > 0,
    );
    for (const { payload } of marked)
      for (const item of payload?.scores ?? []) item.explanation = 'from before';
    await store.insert({
      samples: [],
      payloads: marked.flatMap(({ payload }) => payload ?? []),
      retried: [],
    });
    expect(await score(casesWith([specOf('length', { max: 5 }), specOf('numeric')]))).toMatchObject({
      scored,
      kept: 0,
    });
    expect((await numericOf()).every(({ explanation }) => explanation === 'from before')).toBe(true);
    expect(await score(casesWith([specOf('length', { max: 5 })]))).toMatchObject({ scored });
    expect(await numericOf()).toEqual([]);
  });

  it('keeps what others have said when a scorer is added: paid verdicts, their weight, and what they were compared with', async () => {
    let asked = 0;
    const judge: AskJudge = async () => (
      asked++,
      {
        text: '{"reason":"r","met":false}',
        failure: null,
        input_tokens: 1,
        output_tokens: 1,
        cost_nanousd: 7,
      }
    );
    const rubric = specOf('closed-qa', { judge: 'x/judge', criterion: 'is it so' });
    const corrected = (i: number) => i + 1000;
    const { scored } = await score(casesWith([specOf('numeric')], corrected), { again: true });
    await score(casesWith([specOf('numeric'), rubric]), { services: { judge }, only: [rubric.name] });
    expect(asked).toBe(scored);
    const adding = casesWith([specOf('numeric'), specOf('length', { max: 50 })]);
    const weightOf = (name: string) => (name === rubric.name ? 2 : 1);
    expect(await score(adding, { only: ['length'], weightOf })).toMatchObject({ scored });
    expect(asked).toBe(scored);
    for (const { sample, payload } of await records()) {
      if (!payload || payload.scores.length === 0) continue;
      expect(payload.scores.map(({ name, value }) => [name, value])).toEqual([
        ['numeric', 0],
        [rubric.name, 0],
        ['length', 1],
      ]);
      expect(payload.expected).toBe(sample.case_index + 1000);
      expect(sample.quality).toBe(0.25);
    }
    expect(await score(adding, { only: ['length'], weightOf })).toMatchObject({ scored: 0, kept: scored });
    await score(casesWith([specOf('numeric')], corrected), { keeps: (name) => name === rubric.name });
    const names = (await records()).flatMap(({ payload }) => payload?.scores.map(({ name }) => name) ?? []);
    expect(new Set(names)).toEqual(new Set(['numeric', rubric.name]));
  });

  it('hands on every score to be kept before the store has it', async () => {
    const kept: ScoredAnswer[] = [];
    const told: string[] = [];
    const watched = {
      ...store,
      answers: store.answers,
      insert: async (batch: SampleBatch) => {
        told.push('stored');
        await store.insert(batch);
      },
    };
    const keep = async (scored: ScoredAnswer[]) => {
      told.push('kept');
      kept.push(...scored);
    };
    const { scored } = await score(casesWith([specOf('numeric')]), { again: true, store: watched, keep });
    expect(told).toEqual(['kept', 'stored']);
    expect(kept).toHaveLength(scored);
    const stored = new Map((await records()).map((record) => [record.sample.sample_id, record]));
    for (const { sample_id, started_at_ms, quality, correct, scores, expected } of kept) {
      const found = stored.get(sample_id);
      expect(found?.sample).toMatchObject({ started_at_ms, quality, correct });
      expect(found?.payload).toMatchObject({ scores, expected });
    }
    const full = () => Promise.reject(new Error('disk full'));
    await expect(score(casesWith([specOf('f1')]), { keep: full })).rejects.toThrow('disk full');
  });

  it('mends a sample whose process ended between its two rows', async () => {
    const cases = casesWith([specOf('numeric')]);
    await score(cases);
    const before = await records();
    const torn = before.find(({ payload }) => (payload?.scores.length ?? 0) > 0) as SampleRecord;
    const halves = [{ ...torn.sample, scores: {}, quality: null, correct: null }];
    await store.insert({ samples: halves, payloads: [], retried: [] });
    expect(await score(cases)).toMatchObject({ scored: 1 });
    expect(await records()).toEqual(before);
  });

  it('leaves alone what is of another case', async () => {
    const some = new Map([...casesWith([specOf('exact')])].slice(0, 3));
    const { unknown_case, samples, scored } = await score(some);
    expect(unknown_case).toBe(54);
    expect(samples).toBe(60);
    expect(scored).toBeLessThanOrEqual(6);
  });

  it('says that the store failed, and goes on from there', async () => {
    const cases = casesWith([specOf('f1')]);
    const broken = { ...store, answers: store.answers, insert: () => Promise.reject(new Error('disk full')) };
    await expect(score(cases, { store: broken })).rejects.toThrow('disk full');
    expect((await score(cases)).scored).toBeGreaterThan(40);
  });

  it('asks a judge again where it gave no verdict, and nowhere else', async () => {
    let [asked, isThere] = [0, false];
    const judge: AskJudge = async () => (
      asked++,
      {
        text: isThere ? '{"reason":"r","met":true}' : null,
        failure: isThere ? null : 'there is no money',
        input_tokens: 1,
        output_tokens: 1,
        cost_nanousd: 0,
      }
    );
    const cases = casesWith([specOf('closed-qa', { judge: 'x/judge', criterion: 'is it so' })]);
    const first = await score(cases, { services: { judge } });
    expect(asked).toBe(first.scored);
    isThere = true;
    expect(await score(cases, { services: { judge } })).toMatchObject({ scored: first.scored, kept: 0 });
    expect(await score(cases, { services: { judge } })).toMatchObject({ scored: 0, kept: first.scored });
    expect(asked).toBe(2 * first.scored);
  });
});
