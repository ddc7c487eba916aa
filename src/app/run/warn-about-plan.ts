/** What a user is told, or stopped by, before anything is sent. */
import { AssayError } from '../../contract/errors.ts';
import type { Plan } from '../../contract/plan.ts';
import { targetPlan } from '../../plan/plan-report.ts';
import { shortageNotes } from '../../report/plan-table.ts';
import { quietUntil } from '../../run/guard/quiet-hours.ts';

/** Says which targets cannot be done in their time. Throws `not-allowed` when the suite refuses to start in its quiet hours. */
export function warnAboutPlan(plan: Plan, epochMs: number, note: (line: string) => void): void {
  for (const line of shortageNotes(plan.estimates.map(targetPlan))) note(line);
  applyQuietHours(plan, epochMs, note);
}

/** The hours alone, for a load: it takes the time its schedule takes. */
export function applyQuietHours(plan: Plan, epochMs: number, note: (line: string) => void): void {
  const { quietHours = [], duringQuietHours } = plan.suite.shared ?? {};
  const until = quietUntil(quietHours, epochMs);
  if (until === null) return;
  const end = new Date(until).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  if (duringQuietHours === 'refuse')
    throw new AssayError('not-allowed', `these are quiet hours of the suite, until ${end}`, {
      remedy: 'Start it then, or set limits.duringQuietHours to wait.',
    });
  note(`quiet hours: waiting until ${end}`);
}
