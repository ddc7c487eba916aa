/** What a person is shown and says of answers: the use cases over a store in memory. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import type { AppContext } from '../context.ts';
import { createServingContext } from '../create-app-context.ts';
import { answersToLabel } from './answers-to-label.ts';
import { blindAnswers, giveLabel } from './give-label.ts';
import { labellerOf, labelsPath } from './label-place.ts';
import { importLabels, listLabels } from './labels.ts';

const runId = '01900000-0000-7000-8000-00000000000a';
const { run, cases, batch } = madeUp({ runId, targets: 2, cases: 10 });
const payloadOf = new Map(batch.payloads.map((payload) => [payload.sample_id, payload]));
const records: SampleRecord[] = batch.samples.map((sample) => ({
  sample,
  payload: payloadOf.get(sample.sample_id) ?? null,
}));
const store = {
  getRun: async (id: string) => (id === 'latest' || run.run_id.startsWith(id) ? run : null),
  cases: async () => cases,
  async *samples() {
    yield batch.samples;
  },
  async *records() {
    yield records;
  },
  caseDetail: async (_: string, caseId: string) => records.filter(({ sample }) => sample.case_id === caseId),
} as unknown as ResultStore;

let folder: string;
let context: AppContext;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-label-'));
  context = createServingContext(
    { dataDir: folder, cwd: folder, env: {}, labeller: 'ada' },
    store,
    undefined,
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const answered = batch.samples.filter(({ outcome }) => outcome === 'ok');
const caseId = 'case-0';
const [first, second] = answered.filter((sample) => sample.case_id === caseId);
const one = { case_id: caseId, sample_id: first?.sample_id ?? '', other_sample_id: null };
const two = { ...one, other_sample_id: second?.sample_id ?? '' };
const said = { criterion: 'correct', by: 'ada' };
const give = (place: typeof one | typeof two, value: number | null, by = 'ada') =>
  giveLabel({ ...place, ...said, by, value }, context);

describe('answersToLabel', () => {
  it('chooses answers that are there, of every target as many, and does not name targets', async () => {
    const list = await answersToLabel({ limit: 10 }, context);
    expect(answersToLabel.output.parse(list)).toEqual(list);
    expect(list.items).toHaveLength(10);
    const chosen = list.items.map(({ sample_id }) => batch.samples.find((s) => s.sample_id === sample_id));
    expect(chosen.every((sample) => sample?.outcome === 'ok')).toBe(true);
    const ofFirst = chosen.filter((sample) => sample?.target_id === 'target-0').length;
    expect(ofFirst).toBe(5);
    expect(JSON.stringify(list)).not.toContain('target-');
    expect(list).toMatchObject({ criterion: 'correct', by: 'ada', question: '' });
  });

  it('gives the same for the same seed, and other answers for another', async () => {
    const ids = async (seed: number) =>
      (await answersToLabel({ seed, limit: 6 }, context)).items.map(({ sample_id }) => sample_id);
    expect(await ids(1)).toEqual(await ids(1));
    expect(await ids(1)).not.toEqual(await ids(2));
  });

  it('tells what this person has said of them, and nobody else', async () => {
    await give(one, 1);
    await give(one, 0, 'ben');
    const valueFor = async (by?: string) => {
      const { items } = await answersToLabel({ limit: 50, ...(by !== undefined && { by }) }, context);
      return items.find(({ sample_id }) => sample_id === one.sample_id)?.value;
    };
    expect(await valueFor()).toBe(1);
    expect(await valueFor('ben')).toBe(0);
    expect(await valueFor('cleo')).toBeNull();
    await give(one, null);
    expect(await valueFor()).toBeNull();
  });

  it('pairs answers to the same case, and turns round what was said of them in the other order', async () => {
    const list = await answersToLabel({ pairs: true, limit: 50 }, context);
    expect(list.criterion).toBe('better');
    for (const { case_id, sample_id, other_sample_id } of list.items) {
      const [a, b] = [sample_id, other_sample_id].map((id) => batch.samples.find((s) => s.sample_id === id));
      expect([a?.case_id, b?.case_id]).toEqual([case_id, case_id]);
      expect(a?.target_id).not.toBe(b?.target_id);
    }
    const [shown] = list.items;
    if (!shown?.other_sample_id) throw new Error('no pair');
    const turned = { ...shown, sample_id: shown.other_sample_id, other_sample_id: shown.sample_id };
    await giveLabel({ ...turned, ...said, criterion: 'better', value: 1 }, context);
    const again = await answersToLabel({ pairs: true, limit: 50 }, context);
    expect(again.items.find(({ sample_id }) => sample_id === shown.sample_id)?.value).toBe(0);
  });

  it.each([
    [{ rubric: 'kind', pairs: true }, 'has levels of its own'],
    [{ rubric: 'kind', levels: 3 }, 'has levels of its own'],
    [{ rubric: 'no such' }, 'no such'],
    [{ levels: 1 }, '1'],
    [{ run: 'ffff' }, 'there is no run "ffff"'],
    [{ limit: 0 }, '`limit` is 0.'],
  ])('refuses %j', async (input, message) => {
    await expect(answersToLabel(input, context)).rejects.toThrow(message);
  });
});

describe('blindAnswers', () => {
  it('shows question, expected answer and answers, and no target, model or reasoning', async () => {
    const shown = await blindAnswers(
      { caseId, sampleId: one.sample_id, otherSampleId: two.other_sample_id },
      context,
    );
    expect(blindAnswers.output.parse(shown)).toEqual(shown);
    const payload = payloadOf.get(one.sample_id);
    expect(shown.messages).toEqual(payload?.messages);
    expect(shown.expected).toEqual(payload?.expected);
    expect(shown.answers.map(({ text }) => text)).toEqual([
      payload?.answer?.text,
      payloadOf.get(two.other_sample_id)?.answer?.text,
    ]);
    for (const secret of ['reasoning', 'target-', 'model-'])
      expect(JSON.stringify(shown)).not.toContain(secret);
  });

  it.each([
    [{ caseId: 'no such', sampleId: one.sample_id }],
    [{ caseId, sampleId: 'no such' }],
    [{ caseId, sampleId: one.sample_id, otherSampleId: 'no such' }],
  ])('refuses %j', async (input) => {
    await expect(blindAnswers(input, context)).rejects.toMatchObject({ code: 'run-not-found' });
  });
});

describe('giveLabel', () => {
  it('keeps what was said, of one answer or of two', async () => {
    expect(await give(one, 0.5)).toMatchObject({ ...one, ...said, run_id: runId, value: 0.5 });
    expect(await give(two, 1)).toMatchObject({ ...two, value: 1 });
    const { labels, run_id } = await listLabels({}, context);
    expect([run_id, labels.map(({ value }) => value)]).toEqual([runId, [0.5, 1]]);
  });

  it('keeps nothing of an answer that is not there, or compared with itself', async () => {
    for (const wrong of [
      { ...one, sample_id: 'no such' },
      { ...one, case_id: 'case-1' },
      { ...two, other_sample_id: 'no such' },
      { ...two, other_sample_id: one.sample_id },
    ])
      await expect(give(wrong, 1)).rejects.toMatchObject({ code: 'run-not-found' });
    await expect(give(one, 2)).rejects.toMatchObject({ code: 'usage' });
    expect((await listLabels({}, context)).labels).toEqual([]);
  });
});

describe('importLabels', () => {
  const table = (rows: string) => writeFile(join(folder, 'labels.csv'), rows);
  const read = (more = {}) => importLabels({ file: 'labels.csv', ...more }, context);

  it('takes what a table says of answers, by target and case', async () => {
    await table(`target,case,value\nmodel 0,${caseId},1\nmodel 1,${caseId},0\n`);
    const { labels } = await read();
    expect(labels.map(({ sample_id, value, by }) => [sample_id, value, by])).toEqual([
      [first?.sample_id, 1, 'ada'],
      [second?.sample_id, 0, 'ada'],
    ]);
    expect((await listLabels({}, context)).labels).toEqual(labels);
  });

  it.each([
    ['target,case,value\n', 'has no rows'],
    [`target,case,value\nmodel 0,${caseId},1\nno such,${caseId},1\n`, 'no such'],
    [`target,case,value\nmodel 0,${caseId},1\nmodel 0,no such,1\n`, 'no such'],
    [`target,case,value\nmodel 0,${caseId},1\nmodel 0,${caseId},7\n`, '7'],
  ])('keeps nothing of a table with a row that cannot be: %j', async (rows, message) => {
    await table(rows);
    await expect(read()).rejects.toThrow(message);
    await expect(readFile(labelsPath(folder), 'utf8')).rejects.toThrow('ENOENT');
  });
});

describe('who labels', () => {
  it('is who is named, or else whoever runs this', () => {
    expect(labellerOf({ labeller: 'ada' })).toBe('ada');
    expect(labellerOf({})).toMatch(/\S/);
  });
});
