/** A run as its table holds it: one document, and beside it what runs are selected and joined by. */
import type { Run } from '../contract/run.ts';
import { defaultProject } from '../contract/sample-source.ts';
import { sourceOf } from '../contract/source-of.ts';
import { targetKey } from '../contract/target-key.ts';

export const runRow = (run: Run) => ({
  run_id: run.run_id,
  started_at_ms: run.started_at_ms,
  suite_name: run.suite_name,
  suite_hash: run.suite_hash,
  status: run.status,
  project: run.project ?? defaultProject,
  source: sourceOf(run),
  target_keys: run.targets.map(targetKey),
  target_labels: run.targets.map(({ label }) => label),
  assay_version: run.provenance.assay_version,
  believable: run.client?.believable ?? null,
  document: JSON.stringify(run),
});
