import { z } from 'zod';
import { hideCredentials } from '../../base/hide-credentials.ts';
import { isDumpStore } from '../../contract/backup.ts';
import { AssayError } from '../../contract/errors.ts';
import { migrationSchema, type Migration } from '../../contract/migration.ts';
import { openMoveTarget } from '../../store/move-target.ts';
import type { AppContext } from '../context.ts';
import { withControlData } from '../data/with-control-data.ts';
import { defineUseCase } from '../use-case.ts';
import { everyVersion, moveSuites } from './move-suites.ts';
import { moveTables, type Moved } from './move-tables.ts';

const input = z.strictObject({
  to: z
    .string('the URL of a database')
    .min(1)
    .max(2000)
    .describe('http://user:password@host:8123/database: an empty database of a ClickHouse server'),
  dryRun: z.boolean('true or false').default(false).describe('only say what would be sent'),
});

const stays = ['journals and attachments of runs', 'labels', 'budgets', 'cached answers', 'retention.yaml'];

/** Without who asks. */
const placeOf = (url: string) => (URL.canParse(url) ? new URL(url).host + new URL(url).pathname : url);

async function suitesOf({ control, ...context }: AppContext, dryRun: boolean): Promise<Migration['suites']> {
  if (control === undefined) return null;
  return withControlData(context, { isRead: true }, async (here) => {
    if (dryRun) return { versions: (await everyVersion(here.suites)).length, sent: null };
    return withControlData({ ...context, control }, {}, (there) => moveSuites(here, there));
  });
}

function moveResults(to: string, dryRun: boolean, context: AppContext): Promise<Moved> {
  return context.withStore(async (source) => {
    if (!isDumpStore(source)) throw new Error('a store that cannot be moved');
    const target = await openMoveTarget(to, { isRead: dryRun });
    try {
      return await moveTables({ source, target, to: hideCredentials(to), isDryRun: dryRun }, context);
    } finally {
      await target.close();
    }
  });
}

/** Throws `usage` for a database that has other data, `store-failed` for one that cannot be used, and when rows arrive as others. */
export const migrate = defineUseCase({
  name: 'migrate',
  summary: 'Moves all results into a database of a ClickHouse server, and checks that every row is there.',
  input,
  output: migrationSchema,
  async run({ to, dryRun }, context) {
    const { dataDir, results, control, clock } = context;
    if (results !== undefined && placeOf(results) === placeOf(to))
      throw new AssayError('usage', 'The results are in that database already.', {
        remedy: 'Leave --results out to move those of the data directory.',
      });
    const beginMs = clock.nowMs();
    const { tables, sentBytes } = await moveResults(to, dryRun, context);
    const suites = await suitesOf(context, dryRun);
    const sum = (field: 'rows' | 'sent_rows') => tables.reduce((total, table) => total + table[field], 0);
    return {
      schema: 'assay.migrated/1' as const,
      dry_run: dryRun,
      to: hideCredentials(to),
      data_dir: dataDir,
      tables,
      rows: sum('rows'),
      sent_rows: sum('sent_rows'),
      sent_bytes: dryRun ? null : sentBytes,
      suites,
      stays: [...stays, ...(control === undefined ? ['saved suites'] : [])],
      seconds: (clock.nowMs() - beginMs) / 1000,
    };
  },
});
