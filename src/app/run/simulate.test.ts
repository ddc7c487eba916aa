import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appFolder, type AppFolder } from '../../../test/app-folder.ts';
import { simulate } from './simulate.ts';

let folder: AppFolder;
const opened: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  folder = await appFolder();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
  await folder.remove();
});

async function serve(input: Parameters<typeof simulate>[0] = {}) {
  const handle = await simulate({ noDelay: true, ...input }, folder.context);
  opened.push(handle);
  return handle;
}
const ask = async (url: string, model: string, content: string) => {
  const response = await fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content }] }),
  });
  return JSON.stringify(await response.json());
};

it('serves models on loopback until it is closed', async () => {
  const handle = await serve();
  expect(simulate.output.safeParse(handle).success).toBe(true);
  expect(handle.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(handle.models.length).toBeGreaterThan(0);
  const listed = await fetch(`${handle.url}/openai/v1/models`);
  expect(listed.status).toBe(200);
  await opened.pop()?.close();
  await expect(fetch(`${handle.url}/openai/v1/models`)).rejects.toThrow();
});

it('knows the right answers of the suite it is given', async () => {
  const suite = { name: 's', scorers: ['exact'], cases: [{ input: 'Which word?', expected: 'zwieback' }] };
  const handle = await serve({ suite: { inline: suite } });
  // none is always right: one of them is
  const answers = await Promise.all(
    handle.models
      .filter(({ wire }) => wire === 'openai-chat')
      .map(({ name }) => ask(handle.url, name, 'Which word?')),
  );
  expect(answers.some((answer) => answer.includes('zwieback'))).toBe(true);
});

it('refuses a file of recorded answers that is not there, and numbers out of range', async () => {
  await expect(serve({ replay: 'gone.jsonl' })).rejects.toThrow('gone.jsonl');
  await writeFile(join(folder.context.cwd, 'bad.jsonl'), 'no JSON\n');
  await expect(serve({ replay: 'bad.jsonl' })).rejects.toThrow('bad.jsonl');
  await expect(serve({ port: 70_000 })).rejects.toMatchObject({ code: 'usage' });
});
