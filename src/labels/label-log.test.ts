import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Label } from '../contract/label.ts';
import { appendLabel, readLabels } from './label-log.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-labels-'));
  path = join(folder, 'deeper', 'labels.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const label = (more: Partial<Label> = {}): Label => ({
  run_id: 'r',
  case_id: 'c',
  sample_id: 's',
  other_sample_id: null,
  criterion: 'correct',
  value: 1,
  by: 'ada',
  at_ms: 1,
  ...more,
});

describe('labels', () => {
  it('come back as they were given; without a file there are none', async () => {
    expect(await readLabels(path)).toEqual([]);
    await appendLabel(path, label());
    await appendLabel(path, label({ by: 'ben', value: 0 }));
    expect(await readLabels(path)).toEqual([label(), label({ by: 'ben', value: 0 })]);
  });

  it('count as they were said last, of two answers whichever came first, and can be taken back', async () => {
    await appendLabel(path, label());
    await appendLabel(path, label({ value: 0.5, at_ms: 2 }));
    await appendLabel(path, label({ other_sample_id: 't', value: 1 }));
    await appendLabel(path, label({ sample_id: 't', other_sample_id: 's', value: 0.5 }));
    expect(await readLabels(path)).toEqual([
      label({ value: 0.5, at_ms: 2 }),
      label({ sample_id: 't', other_sample_id: 's', value: 0.5 }),
    ]);
    await appendLabel(path, label({ value: null }));
    expect(await readLabels(path)).toHaveLength(1);
  });

  it('loses none that follows a line that was cut off', async () => {
    await appendLabel(path, label());
    await appendFile(path, JSON.stringify(label({ by: 'cut' })).slice(0, 40));
    await appendLabel(path, label({ by: 'ben' }));
    await appendLabel(path, label({ by: 'cleo' }));
    expect((await readLabels(path)).map(({ by }) => by)).toEqual(['ada', 'ben', 'cleo']);
  });

  it('leaves out a line that was cut, and names one that is wrong', async () => {
    await appendLabel(path, label());
    await appendFile(path, '{"run_id":"r"');
    expect(await readLabels(path)).toEqual([label()]);
    await appendFile(path, '}\n');
    await expect(readLabels(path)).rejects.toThrow(`${path}:2 is not a label: \`case_id\` is missing`);
    await appendFile(path, 'no\n');
    await expect(readLabels(path)).rejects.toMatchObject({ code: 'usage' });
  });
});
