import { describe, expect, it } from 'vitest';
import { madeUpRun } from '../../../test/made-up/made-up-run.ts';
import { emptyTable } from '../../contract/result-table.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { requireEndedRun, requireRun } from './require-run.ts';
import { requireTable } from './require-table.ts';

const run = madeUpRun({ runId: 'r', targets: 1, cases: 2 });
const table = emptyTable({ targets: [{} as never], cases: [{} as never, {} as never], repeats: 1 });
const measured = { ...table, state: Uint8Array.of(0, 1) };
const storeWith = (found: Run | null, of: unknown = measured) =>
  ({ getRun: async () => found, table: async () => of }) as unknown as ResultStore;

it('gives the run', async () => {
  for (const require of [requireRun, requireEndedRun]) expect(await require(storeWith(run), 'r')).toBe(run);
  expect(await requireTable(storeWith(run), 'r')).toEqual({ run, table: measured });
});

describe('refuses', () => {
  it.each([
    ['latest', 'there are no runs yet', 'assay demo'],
    ['0190', 'there is no run "0190"', 'assay list'],
  ])('a run that is not there: %s', async (id, message, remedy) => {
    for (const require of [requireRun, requireEndedRun, requireTable])
      await expect(require(storeWith(null), id)).rejects.toMatchObject({
        code: 'run-not-found',
        message,
        remedy: expect.stringContaining(remedy),
      });
  });

  it('to write rows of a run that is still running', async () => {
    const running = storeWith({ ...run, status: 'running' });
    await expect(requireEndedRun(running, 'r')).rejects.toMatchObject({ code: 'usage' });
    expect((await requireRun(running, 'r')).status).toBe('running');
  });

  it.each([null, table])('to analyse a run of which nothing was measured', async (of) => {
    await expect(requireTable(storeWith(run, of), 'r')).rejects.toMatchObject({
      code: 'run-not-found',
      message: 'nothing of run "r" was measured',
    });
  });
});
