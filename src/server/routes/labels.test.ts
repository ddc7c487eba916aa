import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BlindAnswers, LabelList } from '../../contract/label.ts';
import { readLabels } from '../../labels/label-log.ts';
import { specOf } from '../../../test/made-up/scored-answer.ts';
import { keepSuite } from '../../../test/made-up/keep-suite.ts';
import { testServer } from '../../../test/made-up/test-server.ts';

let folder: string;
let path: string;
let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-labels-'));
  path = join(folder, 'labels.jsonl');
  const levels = { no: 'wrong', yes: 'right' };
  const scorers = [specOf('rubric', { judge: 'x/y', levels, criterion: 'is it kind' })];
  server = await testServer({ settings: { dataDir: folder, cwd: folder, env: {}, labeller: 'ada' } });
  await keepSuite(folder, server.run, scorers);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const url = '/api/runs/latest/labels';
const list = (query = '') => server.json<LabelList>(`${url}${query}`);
const itemOf = ({ items }: LabelList, at: number) => items[at] as LabelList['items'][number];

async function give({ items, ...who }: LabelList, at: number, value: number | null) {
  const answer = await server.post(url, {
    ...(items[at] as object),
    criterion: who.criterion,
    by: who.by,
    value,
  });
  expect(answer.status).toBe(200);
}

describe('which answers', () => {
  it('come blind, of every target as many, the same for the same seed', async () => {
    const text = await (await server.ask(`${url}?limit=9`)).text();
    for (const { id, label, model } of server.run.targets)
      for (const word of [id, label, model]) expect(text).not.toContain(`"${word}"`);
    const first = JSON.parse(text) as LabelList;
    expect(first).toMatchObject({ criterion: 'correct', by: 'ada' });
    expect(first.choices.map(({ key }) => key)).toEqual(['y', 'n']);
    const targetOf = new Map(server.batch.samples.map((sample) => [sample.sample_id, sample.target_id]));
    const targets = first.items.map(({ sample_id }) => targetOf.get(sample_id));
    expect(Object.values(Object.groupBy(targets, String)).map((group) => group?.length)).toEqual([3, 3, 3]);
    expect(await list('?limit=9')).toEqual(first);
    expect((await list('?limit=9&seed=2')).items).not.toEqual(first.items);
  });

  it('can be asked what a judge was asked', async () => {
    expect((await list()).rubrics).toEqual(['rubric']);
    expect(await list('?rubric=rubric')).toMatchObject({
      criterion: 'rubric',
      question: 'is it kind',
      choices: [
        { key: '1', value: 0, means: 'no: wrong' },
        { key: '2', value: 1, means: 'yes: right' },
      ],
    });
    expect((await server.ask(`${url}?rubric=mean`)).status).toBe(400);
  });

  it('say what is wrong with what was asked for', async () => {
    const answer = await server.ask(`${url}?pairs=true&levels=3`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'usage', remedy: expect.any(String) } });
    expect((await server.ask(`${url}?limit=0`)).status).toBe(400);
  });

  it('are read as they were given, without reasoning and without a name', async () => {
    const { case_id, sample_id, other_sample_id } = itemOf(await list('?pairs=true'), 0);
    const address = `/api/runs/latest/blind/${case_id}?sample=${sample_id}&other=${other_sample_id}`;
    const blind = await server.json<BlindAnswers>(address);
    const stored = [sample_id, other_sample_id].map(
      (id) => server.batch.payloads.find((payload) => payload.sample_id === id)?.answer?.text,
    );
    expect(blind.answers.map(({ text }) => text)).toEqual(stored);
    expect(blind.messages.length).toBeGreaterThan(0);
    expect(Object.keys(blind)).toEqual(['messages', 'expected', 'answers']);
    for (const answer of blind.answers) expect(Object.keys(answer)).toEqual(['text', 'toolCalls']);
    const missing = await server.ask(`/api/runs/latest/blind/${case_id}?sample=${case_id}`);
    expect(missing.status).toBe(404);
  });
});

describe('what is said', () => {
  it('is kept where the command keeps it, shown to who said it, and taken back', async () => {
    const asked = await list();
    await give(asked, 0, 1);
    await give(asked, 1, 0);
    expect((await list()).items.slice(0, 3).map(({ value }) => value)).toEqual([1, 0, null]);
    expect((await list('?by=ben')).items[0]?.value).toBeNull();
    expect((await list('?criterion=polite')).items[0]?.value).toBeNull();
    expect(await readLabels(path)).toMatchObject([
      { run_id: server.run.run_id, criterion: 'correct', by: 'ada', value: 1 },
      { value: 0 },
    ]);
    await give(asked, 0, null);
    expect((await list()).items[0]?.value).toBeNull();
  });

  it('of two answers stands for the answer it was said of, in whichever order they are shown', async () => {
    const asked = await list('?pairs=true&limit=90');
    const { sample_id, other_sample_id } = itemOf(asked, 0);
    await give(asked, 0, 1);
    const places = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (seed) => {
        const { items } = await list(`?pairs=true&limit=90&seed=${seed}`);
        return items.find((item) =>
          [sample_id, other_sample_id].every((id) => Object.values(item).includes(id)),
        );
      }),
    );
    expect(new Set(places.map((item) => item?.value))).toEqual(new Set([0, 1]));
    expect(places.every((item) => item !== undefined)).toBe(true);
    for (const item of places) expect(item?.value).toBe(item?.sample_id === sample_id ? 1 : 0);
  });

  it('must be of stored answers to that case, and a value', async () => {
    const asked = await list();
    const [first, second] = [itemOf(asked, 0), itemOf(asked, 1)];
    const who = { criterion: 'correct', by: 'ada' };
    const statusOf = async (body: object) =>
      (await server.post(url, { ...first, ...who, value: 1, ...body })).status;
    expect(await statusOf({ sample_id: 'none' })).toBe(404);
    expect(await statusOf({ other_sample_id: first.sample_id })).toBe(404);
    expect(await statusOf({ case_id: second.case_id === first.case_id ? 'none' : second.case_id })).toBe(404);
    expect(await statusOf({ value: 2 })).toBe(400);
    expect(await statusOf({ by: '' })).toBe(400);
  });
});
