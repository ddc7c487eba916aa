import type { Deletion } from '../contract/deletion.ts';
import type { RetentionPass, StorageReport } from '../contract/storage-report.ts';
import type { StorageAnswers } from '../contract/storage-store.ts';
import type { Ask } from './remote-dump.ts';

/** What the process that holds the results does itself. */
export const remoteStorage = (ask: Ask): StorageAnswers => ({
  askDeletion: async (input) => (await (await ask('/api/deletions', input)).json()) as Deletion,
  askStorage: async () => (await (await ask('/api/storage')).json()) as StorageReport,
  askRetention: async () => (await (await ask('/api/storage/retention', {})).json()) as RetentionPass,
});
