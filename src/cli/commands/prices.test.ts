import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { commandContext } from '../../../test/made-up/command-context.ts';
import { runCommand } from '../../../test/made-up/run-command.ts';
import { readModelsDev, readPrices } from '../../app/stored/read-prices.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-prices-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

it('reads overrides as YAML and JSON', async () => {
  write('p.yaml', 'openai/gpt-4o: {input: 1, output: 2, cacheRead: 0.5}\n');
  write('p.json', '{"together/a/b": {"input": 1, "output": 2}}');
  expect(await readPrices(folder, 'p.yaml')).toEqual({
    'openai/gpt-4o': { input: 1, output: 2, cacheRead: 0.5 },
  });
  expect(await readPrices(folder, 'p.json')).toEqual({ 'together/a/b': { input: 1, output: 2 } });
});

it('says what is wrong and where', async () => {
  write('bad.yaml', 'gpt-4o: {input: 1, output: 2}\nopenai/x: {input: -1, output: 2}\n');
  await expect(readPrices(folder, 'bad.yaml')).rejects.toMatchObject({
    code: 'usage',
    problems: [
      { message: expect.stringContaining('gpt-4o'), location: { file: join(folder, 'bad.yaml') } },
      { message: expect.stringContaining('openai/x.input') },
    ],
  });
  await expect(readPrices(folder, 'none.yaml')).rejects.toThrow('none.yaml');
  write('broken.json', '{');
  await expect(readModelsDev(folder, 'broken.json')).rejects.toMatchObject({ code: 'usage' });
});

it('lists prices with what another list says otherwise', async () => {
  write(
    'api.json',
    JSON.stringify({ openai: { name: 'OpenAI', models: { 'gpt-4o': { cost: { input: 3, output: 10 } } } } }),
  );
  const { context, out } = commandContext(folder, { json: true });
  await runCommand('prices', ['openai/gpt-4o'], { modelsDev: 'api.json' }, context);
  const rows = (JSON.parse(out()) as { prices: { provider: string; model: string }[] }).prices;
  expect(rows.find((row) => row.provider === 'openai' && row.model === 'gpt-4o')).toMatchObject({
    input: 2.5,
    output: 10,
    cache_read: 1.25,
    disagreement: [{ source: expect.stringMatching(/^models\.dev@/), bucket: 'input', ours: 2.5, theirs: 3 }],
  });
  await expect(runCommand('prices', ['nobody/nothing'], {}, context)).rejects.toMatchObject({
    code: 'usage',
  });
});
