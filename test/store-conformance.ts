/** What every ResultStore must do, whatever stands behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../src/base/id.ts';
import type { ResultStore } from '../src/contract/result-store.ts';
import type { RunCase } from '../src/contract/run-case.ts';
import type { SampleBatch, SampleRecord } from '../src/contract/sample.ts';
import { RowsRefused } from '../src/contract/rows-refused.ts';
import type { RetriedAttempt, Sample, SamplePayload, SampleStep } from '../src/contract/sample.ts';
import { itListsRuns } from './run-list-conformance.ts';
import { madeUp, madeUpSample } from './made-up/made-up-run.ts';
import { tableOfRows } from './made-up/table-of-rows.ts';

async function all(store: ResultStore, runId: string): Promise<Sample[]> {
  const found: Sample[] = [];
  for await (const batch of store.samples(runId)) found.push(...batch);
  return found;
}

const none: Pick<SampleBatch, 'payloads' | 'retried'> = { payloads: [], retried: [] };

function order(a: RetriedAttempt, b: RetriedAttempt): number {
  return a.sample_id.localeCompare(b.sample_id) || a.attempt - b.attempt;
}

/** The grid's verdicts in plain code, to hold the queries against. */
function judgement(samples: Sample[]) {
  const of = (target: string, index: number) =>
    samples.filter((sample) => sample.target_id === target && sample.case_index === index);
  const scored = (target: string, index: number) =>
    of(target, index).filter((sample) => sample.correct !== null);
  const right = (target: string, index: number) =>
    scored(target, index).length > 0 && scored(target, index).every((sample) => sample.correct);
  const wrong = (target: string, index: number) => scored(target, index).some((sample) => !sample.correct);
  const failed = (target: string, index: number) =>
    of(target, index).some((sample) => sample.outcome !== 'ok');
  const flaky = (target: string, index: number) =>
    wrong(target, index) && scored(target, index).some((sample) => sample.correct);
  return { of, right, wrong, failed, flaky };
}

const caseIndexes = (cases: RunCase[], verdict: (index: number) => boolean) =>
  cases.map((item) => item.index).filter(verdict);

export function describeResultStore(name: string, open: () => Promise<ResultStore>): void {
  describe(`result store: ${name}`, () => {
    let store: ResultStore;
    const made = madeUp({ runId: newId(), targets: 3, cases: 40, repeats: 2 });
    const { run, cases, batch } = made;
    for (const sample of batch.samples)
      if (sample.served_by && sample.case_index % 3 === 0) sample.served_by = 'another-host';

    beforeAll(async () => {
      store = await open();
      await store.putRun({ ...run, status: 'running', ended_at_ms: null }, cases);
      await store.insert(batch);
      await store.putRun(run, []);
    });
    afterAll(() => store.close());

    it('gives every sample back as it was written, ordered by target, case and repeat', async () => {
      expect(await all(store, run.run_id)).toEqual(batch.samples);
    });

    it('gives samples with their payloads, and the cases', async () => {
      const records: SampleRecord[] = [];
      for await (const some of store.records(run.run_id)) records.push(...some);
      expect(records.map(({ sample }) => sample)).toEqual(batch.samples);
      const byId = new Map(batch.payloads.map((payload) => [payload.sample_id, payload]));
      for (const { sample, payload } of records) expect(payload).toEqual(byId.get(sample.sample_id) ?? null);
      expect(await store.cases(run.run_id)).toEqual(cases);
      expect(await store.cases(newId())).toEqual([]);
    });

    it('keeps one row of a sample, however often and in whatever batches it is written', async () => {
      await store.insert(batch);
      for (let at = 0; at < 60; at += 17)
        await store.insert({ samples: batch.samples.slice(at, at + 17), ...none });
      expect(await all(store, run.run_id)).toEqual(batch.samples);
      const again = await store.retried(run.run_id);
      expect(again).toHaveLength(batch.retried.length);
    });

    it('lets a sample that is written again with other values take the place of the first', async () => {
      const other = madeUp({ runId: newId(), targets: 1, cases: 2, payloads: false });
      await store.putRun(other.run, other.cases);
      await store.insert(other.batch);
      const first = other.batch.samples[0] as Sample;
      const changed: Sample = {
        ...first,
        quality: 0.25,
        correct: false,
        started_at_ms: first.started_at_ms + 9,
      };
      await store.insert({ samples: [changed], ...none });
      expect(await all(store, other.run.run_id)).toEqual([changed, other.batch.samples[1]]);
    });

    it('keeps unknown as null, never 0', async () => {
      const other = madeUp({ runId: newId(), targets: 1, cases: 1, payloads: false });
      const unknown = Object.fromEntries(
        Object.entries(other.batch.samples[0] as Sample).map(([key, value]) => [
          key,
          typeof value === 'number' &&
          /_(ms|tokens|nanousd|user|e2e)$|^(quality|stalls)$/.test(key) &&
          key !== 'started_at_ms'
            ? null
            : value,
        ]),
      ) as unknown as Sample;
      await store.putRun(other.run, other.cases);
      await store.insert({ samples: [unknown], ...none });
      expect(await all(store, other.run.run_id)).toEqual([unknown]);
    });

    it('reads the run as last written, by id, by prefix and as latest', async () => {
      expect(await store.getRun(run.run_id)).toEqual(run);
      // begins as no id does that is made by a clock
      const shared = `ffffffff-${newId().slice(9, -2)}`;
      const newest = madeUp({
        runId: `${shared}0a`,
        targets: 1,
        cases: 1,
        startedAtMs: Date.now() + 60_000,
      }).run;
      const neighbour = { ...newest, run_id: `${shared}0b`, started_at_ms: newest.started_at_ms - 1 };
      await store.putRun(newest, []);
      await store.putRun(neighbour, []);
      expect(await store.getRun('latest')).toEqual(newest);
      expect(await store.getRun(neighbour.run_id)).toEqual(neighbour);
      await expect(store.getRun(shared)).rejects.toMatchObject({ code: 'usage' });
      expect(await store.getRun('no such run')).toBeNull();
      expect((await store.listRuns({ limit: 2 })).map((item) => item.run_id)).toEqual([
        newest.run_id,
        neighbour.run_id,
      ]);
    });

    itListsRuns(() => store);

    it('keeps any text that a provider or a suite may hold, half characters as U+FFFD', async () => {
      const odd = madeUp({ runId: newId(), targets: 1, cases: 1, repeats: 1 });
      const text = '\u0000 \u2028 \ufffe 😀 𠮷 "\'`\\ __proto__ ';
      const broken = `${text}\ud83d`;
      const whole = `${text}\ufffd`;
      const [sample] = odd.batch.samples as [Sample];
      const [payload] = odd.batch.payloads as [SamplePayload];
      const words = { case_id: broken, category: broken, cluster: broken, response_model: broken };
      const scores = { toString: 1, constructor: 0.5 } as unknown as Sample['scores'];
      const run = { ...odd.run, suite_name: broken };
      const cases = odd.cases.map((item) => ({ ...item, id: broken, category: broken, preview: broken }));
      await store.putRun(run, cases);
      await store.insert({
        ...none,
        samples: [{ ...sample, ...words, scores }],
        payloads: [{ ...payload, error_message: broken, error_body: broken }],
      });
      expect(await store.getRun(run.run_id)).toMatchObject({ suite_name: whole });
      expect(await store.cases(run.run_id)).toMatchObject([{ id: whole, category: whole, preview: whole }]);
      expect(await all(store, run.run_id)).toMatchObject([{ case_id: whole, response_model: whole }]);
      expect(Object.entries((await all(store, run.run_id))[0]?.scores ?? {})).toEqual(Object.entries(scores));
      expect(await store.caseDetail(run.run_id, whole)).toMatchObject([
        { payload: { error_message: whole, error_body: whole } },
      ]);
    });

    it('keeps an answer of 20 MB', async () => {
      const long = madeUp({ runId: newId(), targets: 1, cases: 1, repeats: 1 });
      const [payload] = long.batch.payloads as [SamplePayload];
      const answer = { text: 'long '.repeat(4_000_000), reasoning: '', toolCalls: [], finishReason: null };
      await store.putRun(long.run, long.cases);
      await store.insert({ ...long.batch, payloads: [{ ...payload, answer }] });
      const [found] = await store.caseDetail(long.run.run_id, long.cases[0]?.id ?? '');
      expect(found?.payload?.answer?.text.length).toBe(20_000_000);
    });

    it.each([
      ['half a token', { output_tokens: 2.5 }],
      ['more tokens than a column holds', { input_tokens: 2 ** 32 }],
      ['a count below none', { attempts: -1 }],
      ['a time beyond all dates', { started_at_ms: 1e15 }],
      ['a time before all dates', { started_at_ms: -1 }],
      ['an id that is none', { sample_id: 'x' }],
    ] as [string, Partial<Sample>][])(
      'refuses %s and says so, in place of writing something else',
      async (_what, wrong) => {
        const odd = madeUp({ runId: newId(), targets: 1, cases: 1, repeats: 1, payloads: false });
        const [sample] = odd.batch.samples as [Sample];
        await store.putRun(odd.run, odd.cases);
        const refused = store.insert({ ...none, samples: [{ ...sample, ...wrong }] });
        await expect(refused).rejects.toBeInstanceOf(RowsRefused);
        expect(await all(store, odd.run.run_id)).toEqual([]);
      },
    );

    it('has nothing of a run that it does not know', async () => {
      expect(await all(store, 'unknown')).toEqual([]);
      expect(await store.retried('unknown')).toEqual([]);
      expect(await store.caseDetail('unknown', 'case-1')).toEqual([]);
      expect(await store.grid({ runId: 'unknown', targetIds: ['target-0'], offset: 0, limit: 5 })).toEqual({
        total: 0,
        cases: [],
      });
    });

    it('gives the table that the samples make', async () => {
      const { samples, retried } = batch;
      const columns = cases.map(({ id, index, cluster = '', category = '', tags }) => ({
        id,
        index,
        cluster,
        category,
        tags,
      }));
      expect(await store.table(run.run_id)).toEqual(tableOfRows(run, columns, samples, retried));
      expect(await store.table('unknown')).toBeNull();
    });

    it('has the retried attempts', async () => {
      const found = await store.retried(run.run_id);
      expect(found.toSorted(order)).toEqual(batch.retried.toSorted(order));
    });

    it('shows one case with its payloads, and null where a payload is gone', async () => {
      const found = await store.caseDetail(run.run_id, 'case-7');
      const expected = batch.samples.filter((sample) => sample.case_id === 'case-7');
      expect(found.map((item) => item.sample)).toEqual(expected);
      expect(found.map((item) => item.payload)).toEqual(
        expected.map((sample) => batch.payloads.find((payload) => payload.sample_id === sample.sample_id)),
      );
      expect(await store.caseDetail(run.run_id, "no'such")).toEqual([]);
      const bare = madeUp({ runId: newId(), targets: 1, cases: 1, payloads: false });
      await store.putRun(bare.run, bare.cases);
      await store.insert(bare.batch);
      expect(await store.caseDetail(bare.run.run_id, 'case-0')).toEqual([
        { sample: bare.batch.samples[0], payload: null },
      ]);
    });

    it('keeps attachments of messages and the calls of a conversation', async () => {
      const talk = madeUp({ runId: newId(), targets: 1, cases: 1 });
      const [payload] = talk.batch.payloads;
      if (!payload) throw new Error('no payload');
      const messages: SamplePayload['messages'] = [
        {
          role: 'user',
          content: [
            { type: 'image', name: 'a.png', mediaType: 'image/png', bytes: 3, sha256: 'ab' },
            { type: 'text', text: 'Which?' },
          ],
        },
      ];
      const result = { type: 'tool-result' as const, id: '1', name: 'f', result: '{}', isError: false };
      const step: SampleStep = {
        sent: [{ role: 'tool', content: [result] }],
        answer: payload.answer,
        outcome: 'ok',
        error_class: '',
        error_message: '',
        http_status: 200,
        retried: false,
        ttft_ms: 1.5,
        e2e_ms: null,
        input_tokens: 3,
        output_tokens: 4,
        reasoning_tokens: null,
        cost_nanousd: 5,
      };
      const kept = { ...payload, messages, steps: [{ ...step, sent: [], retried: true }, step] };
      await store.putRun(talk.run, talk.cases);
      await store.insert({ ...talk.batch, payloads: [kept] });
      const [found] = await store.caseDetail(talk.run.run_id, 'case-0');
      expect(found?.payload).toEqual(kept);
    });

    it('leaves warm-up out of the grid and the drawer', async () => {
      const warm: Sample = { ...madeUpSample(run, 0, 3, 500), is_warmup: true };
      const other = madeUp({ runId: newId(), targets: 1, cases: 4, payloads: false });
      await store.putRun(other.run, other.cases);
      await store.insert({ samples: [{ ...warm, run_id: other.run.run_id }], ...none });
      const page = await store.grid({
        runId: other.run.run_id,
        targetIds: ['target-0'],
        offset: 0,
        limit: 10,
      });
      expect(page.cases.map((item) => item.cells)).toEqual([[], [], [], []]);
      expect(await store.caseDetail(other.run.run_id, 'case-3')).toEqual([]);
    });

    describe('grid', () => {
      const targetIds = ['target-2', 'target-0'];
      const base = { runId: run.run_id, targetIds, offset: 0, limit: 100 };
      const { of, right, wrong, failed, flaky } = judgement(batch.samples);

      it('pages through the cases, cells in the order the targets were asked for', async () => {
        const page = await store.grid({ ...base, offset: 10, limit: 5 });
        expect(page.total).toBe(40);
        expect(page.cases.map((item) => item.case_index)).toEqual([10, 11, 12, 13, 14]);
        expect(page.cases[0]).toMatchObject({
          case_id: 'case-10',
          category: 'shipping',
          preview: 'Question 10: what is x?',
        });
        const cells = page.cases[0]?.cells ?? [];
        expect(cells.map((cell) => [cell.target_id, cell.repeat])).toEqual([
          ['target-2', 0],
          ['target-2', 1],
          ['target-0', 0],
          ['target-0', 1],
        ]);
        for (const { case_index, cells: all } of page.cases)
          for (const { target_id, spread } of all) {
            const [first, second] = of(target_id, case_index).map(({ quality }) => quality);
            const isKnown = typeof first === 'number' && typeof second === 'number';
            if (isKnown) expect(spread).toBeCloseTo(Math.abs(first - second) / Math.SQRT2, 12);
            else expect(spread).toBeNull();
          }
        const { sample_id, e2e_ms, correct, cost_nanousd } = of('target-2', 10)[0] as Sample;
        expect(cells[0]).toMatchObject({ sample_id, e2e_ms, correct, cost_nanousd });
      });

      it('counts the cases on a page beyond the last', async () => {
        expect(await store.grid({ ...base, offset: 90 })).toEqual({ total: 40, cases: [] });
      });

      it.each([
        ['right', right],
        ['wrong', wrong],
        ['failed', failed],
        ['flaky', flaky],
      ] as const)('keeps the cases in which a shown target is %s', async (outcome, verdict) => {
        const page = await store.grid({ ...base, outcome });
        const expected = caseIndexes(cases, (index) => targetIds.some((target) => verdict(target, index)));
        expect(expected.length).toBeGreaterThan(0);
        expect(page.cases.map((item) => item.case_index)).toEqual(expected);
        expect(page.total).toBe(expected.length);
      });

      it('finds where one target is right and another wrong', async () => {
        const page = await store.grid({ ...base, disagreement: { right: 'target-1', wrong: 'target-0' } });
        const expected = caseIndexes(cases, (index) => right('target-1', index) && wrong('target-0', index));
        expect(expected.length).toBeGreaterThan(0);
        expect(page.cases.map((item) => item.case_index)).toEqual(expected);
      });

      it('filters by category and text, whatever the text holds', async () => {
        const byCategory = await store.grid({ ...base, category: 'returns' });
        expect(byCategory.total).toBe(13);
        expect((await store.grid({ ...base, search: 'QUESTION 3' })).total).toBe(11);
        expect((await store.grid({ ...base, search: 'case-39' })).total).toBe(1);
        expect((await store.grid({ ...base, search: "' OR 1=1 -- \\ {run:String}" })).total).toBe(0);
        const all = await store.grid({
          ...base,
          category: 'returns',
          search: 'question',
          outcome: 'right',
          limit: 2,
        });
        expect(all.cases).toHaveLength(2);
      });
    });
  });
}
