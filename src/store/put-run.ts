import type { ClickHouseClient } from '@clickhouse/client';
import { wellFormed } from '../base/well-formed.ts';
import type { RunCase } from '../contract/run-case.ts';
import type { Run } from '../contract/run.ts';
import { asRefusal } from './data-error.ts';
import { wholeRows } from './insert-batch.ts';
import { runRow } from './run-row.ts';

/** Writes the run anew; the last one written is the one read. Cases are left as they are when none are given. Throws `RowsRefused`. */
export async function putRun(client: ClickHouseClient, run: Run, cases: RunCase[]): Promise<void> {
  try {
    await putSound(client, wellFormed(run), wellFormed(cases));
  } catch (error) {
    throw asRefusal(error);
  }
}

async function putSound(client: ClickHouseClient, run: Run, cases: RunCase[]): Promise<void> {
  // the expected answer of one case may be longer than the engine's parallel reader takes
  const how = { format: 'JSONEachRow', clickhouse_settings: wholeRows } as const;
  if (cases.length > 0) {
    const values = cases.map((item) => ({
      run_id: run.run_id,
      case_index: item.index,
      case_id: item.id,
      category: item.category ?? '',
      tags: item.tags,
      cluster: item.cluster ?? '',
      preview: item.preview,
      document: JSON.stringify(item),
    }));
    await client.insert({ table: 'run_cases', values, ...how });
  }
  await client.insert({ table: 'runs', values: [runRow(run)], ...how });
}
