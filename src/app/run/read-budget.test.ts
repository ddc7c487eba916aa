import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLedger } from './open-ledger.ts';
import { readBudget } from './read-budget.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-budget-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (text: string) => writeFileSync(join(folder, 'budget.yaml'), text);

describe('budget.yaml', () => {
  it('is optional', async () => {
    expect(await readBudget(join(folder, 'elsewhere'))).toBeNull();
  });

  it('holds caps for all runs', async () => {
    write('dayUsd: 20\nproviders: { openai: { monthUsd: 5.5 } }\n');
    expect(await readBudget(folder)).toEqual({ dayUsd: 20, providers: { openai: { monthUsd: 5.5 } } });
  });

  it('is refused when a cap in it would not be kept', async () => {
    for (const text of ['dayUSD: 20', 'dayUsd: twenty', 'dayUsd: 0', '[1', '- a'])
      await readBudget((write(text), folder)).then(
        () => expect.fail(text),
        (error) =>
          expect(error).toMatchObject({ code: 'usage', message: expect.stringContaining('budget.yaml') }),
      );
  });

  it('is refused with line and column of everything that is wrong in it', async () => {
    write('dayUsd: 5\nproviders:\n  openai: { dayUsd: no, weekUsd: 3 }\n');
    const file = join(folder, 'budget.yaml');
    await expect(readBudget(folder)).rejects.toMatchObject({
      problems: [
        { path: 'providers.openai.dayUsd', location: { file, line: 3, column: 21 } },
        { path: 'providers.openai.weekUsd', location: { file, line: 3, column: 25 } },
      ],
    });
  });
});

describe('openLedger', () => {
  it('is one for all runs of a data directory', async () => {
    const dataDir = join(folder, 'data');
    const first = await openLedger(dataDir);
    await first.reserve([{ scope: 'day', nanousd: 5, cap: 8 }]);
    first.settle([{ scope: 'day', held: 5, spent: 4 }]);
    await first.close();
    const second = await openLedger(dataDir);
    expect(await second.taken(['day'])).toEqual([4]);
    await second.close();
  });
});
