import { afterAll, beforeAll, expect, it } from 'vitest';
import { testServer } from '../../../test/made-up/test-server.ts';
import { recommendationAnswerSchema } from '../../contract/recommendation.ts';

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const ask = (query: string) => server.ask(`/api/runs/latest/recommendation${query}`);

it('recommends from the stored run, as its schema says', async () => {
  const answer = await ask('?margin=99%25&maxErrors=100%25&calls=1000');
  expect(answer.status).toBe(200);
  const body = recommendationAnswerSchema.parse(await answer.json());
  expect(body.candidates).toHaveLength(3);
  expect(body.requirements).toMatchObject({ margin: 0.99, traffic: { calls: 1000 } });
  expect(body.paragraph.length).toBeGreaterThan(20);
});

it('says what is wrong with a wish', async () => {
  const answer = await ask('?margin=much');
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { message: expect.stringContaining('"much"') } });
});
