/** Commands about copies of everything that is stored, and moving it. */
import { specify } from '../command.ts';
import { count, flag, text } from '../options.ts';
import { control } from './common.ts';

const backupArgument = {
  name: '<backup>',
  summary: 'a dated folder that `assay backup` made, or the folder of backups: then its newest',
} as const;

export const backupSpec = specify({
  name: 'backup',
  summary: 'back up results, journals, attachments, labels, budgets and saved suites',
  description:
    'Writes a dated folder into FOLDER. What has not changed since an earlier backup there is shared with it (hard links), so each backup is complete by itself and the next one is small. Runs may continue meanwhile, and a server may have the data open. With --control, saved suites are those of that PostgreSQL.',
  arguments: [{ name: '<folder>', summary: 'where backups are kept, best on another disk' }],
  options: [count('--keep <n>', 'remove all but the newest n backups'), control],
  examples: [
    ['assay backup /mnt/backups', 'everything, into /mnt/backups/2026-12-01T02-00-00Z'],
    ['assay backup /mnt/backups --keep 14', 'as a nightly job, two weeks kept'],
  ],
});

export const verifySpec = specify({
  name: 'verify',
  summary: 'check that a backup is complete and unchanged',
  description: 'Reads every byte. Exits with 6 when something is missing or was changed.',
  arguments: [backupArgument],
  options: [],
  examples: [
    ['assay verify /mnt/backups', 'the newest one'],
    ['assay verify /mnt/backups/2026-12-01T02-00-00Z --json', 'as JSON (assay.backup-verified/1)'],
  ],
});

export const restoreSpec = specify({
  name: 'restore',
  summary: 'restore a backup into an empty data directory',
  description:
    'Verifies the backup first, never writes over data, and compares every row with the backup afterwards. With --results, the tables go to an empty database of that ClickHouse server; with --control, saved suites go to that PostgreSQL.',
  arguments: [backupArgument],
  options: [control],
  examples: [
    ['assay restore /mnt/backups --data-dir ./restored', 'the newest one'],
    ['assay restore /mnt/backups/2026-12-01T02-00-00Z --data-dir ./restored', 'that of a day'],
  ],
});

export const migrateSpec = specify({
  name: 'migrate',
  summary: 'move all results into a database of a ClickHouse server',
  description:
    'Sends every table, a day at a time, and compares it with what arrived. The database must be empty. One that was interrupted is completed by the same command: what is there, equal by count and hash, is not sent again. The data directory is only read. Journals, labels, budgets and cached answers stay in it; saved suites go to the PostgreSQL of --control, if given.',
  arguments: [],
  options: [
    text('--to <url>', 'the database: http://user:password@host:8123/database'),
    flag('--dry-run', 'only say what would be sent'),
    control,
  ],
  examples: [
    ['assay migrate --to http://assay:pw@ch:8123/assay --dry-run', 'how much there is to send'],
    ['assay migrate --to http://assay:pw@ch:8123/assay', 'move, or resume where it was interrupted'],
    ['assay migrate --to http://assay:pw@ch:8123/assay --json', 'as JSON (assay.migrated/1)'],
  ],
});
