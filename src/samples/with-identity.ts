/** What a sample of an older export lacks: whose it is, and which target over time. */
import type { Run } from '../contract/run.ts';
import type { Sample } from '../contract/sample.ts';
import { defaultProject } from '../contract/sample-source.ts';
import { sourceOf } from '../contract/source-of.ts';
import { targetKey } from '../contract/target-key.ts';

const texts = ['region', 'reasoning_requested', 'reasoning_effective'] as const;

/** Completes samples of the run; what they say of themselves stays. */
export function withIdentity(run: Run): (sample: Sample) => Sample {
  const keys = new Map(run.targets.map((target) => [target.id, targetKey(target)]));
  const source = sourceOf(run);
  return (sample) => ({
    ...sample,
    ...Object.fromEntries(texts.map((name) => [name, sample[name] ?? ''])),
    project: sample.project || (run.project ?? defaultProject),
    source: sample.source || source,
    target_key: sample.target_key || (keys.get(sample.target_id) ?? ''),
  });
}
