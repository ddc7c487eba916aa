import { visibleLine } from '../base/visible-text.ts';
import type { Run } from '../contract/run.ts';
import { formatCounted, formatDuration, formatInstant } from '../view/format.ts';
import { leftOutText } from '../view/words/left-out.ts';
import { paintWith } from './paint.ts';
import { shortRunId } from '../view/short-run-id.ts';
import { wrap } from './wrap.ts';

/** Which run it is: suite, size, when, how long, how it ended. */
export function runHeading(run: Run, options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const left = leftOutText(run.left_out);
  const facts = [
    `run ${shortRunId(run.run_id)}`,
    `${formatCounted(run.cases, 'case')} × ${formatCounted(run.repeats, 'repeat')} × ${formatCounted(run.targets.length, 'target')}`,
    formatInstant(run.started_at_ms),
    ...(run.ended_at_ms === null ? [] : [formatDuration((run.ended_at_ms - run.started_at_ms) / 1000)]),
    run.status,
    ...(left === null ? [] : [`left out: ${left}`]),
  ];
  const [first = '', ...rest] = wrap(`${run.suite_name}  ${facts.join(' · ')}`, options.width);
  return [first.replace(visibleLine(run.suite_name), (name) => paint('bold', name)), ...rest].join('\n');
}
