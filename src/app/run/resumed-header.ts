import type { Run, RunTarget } from '../../contract/run.ts';

/** The header of a run that is resumed: what it was, and what this command adds. `asked`: the whole plan of the command. */
export function continuedHeader(before: Run, asked: Run): Run {
  const earlier = new Map(before.targets.map((target) => [target.id, target]));
  const now = asked.targets.map((target): RunTarget => {
    const known = earlier.get(target.id);
    const planned = Math.max(target.planned, known?.planned ?? 0);
    return { ...target, planned, ...(before.repriced && known && { price: known.price }) };
  });
  const ids = new Set(now.map((target) => target.id));
  const targets = [...now, ...before.targets.filter((target) => !ids.has(target.id))];
  const { project: _, ...header } = asked;
  return {
    ...header,
    ...(before.project !== undefined && { project: before.project }),
    started_at_ms: before.started_at_ms,
    continued_at_ms: [...(before.continued_at_ms ?? []), asked.started_at_ms],
    repeats: Math.max(before.repeats, asked.repeats),
    baseline_id: asked.baseline_id ?? before.baseline_id,
    planned: targets.reduce((sum, target) => sum + target.planned, 0),
    targets,
    ...(before.repriced && { repriced: before.repriced }),
    ...(before.rescored && { rescored: before.rescored }),
    // what the rest costs says nothing of the whole
    estimate_usd: before.estimate_usd,
  };
}
