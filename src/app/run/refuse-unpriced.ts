import { AssayError } from '../../contract/errors.ts';
import { unpricedNote, type UnpricedModels } from '../../report/unpriced-note.ts';

/** Before anything is sent: under a cap nobody is asked whose calls cannot be counted, unless the user has said so by name. */
export function refuseUnpriced(found: UnpricedModels, note: (line: string) => void): void {
  if (found.models.length === 0) return;
  if (found.isAllowed) return note(unpricedNote(found));
  throw new AssayError('suite-invalid', 'nothing was sent: a cap is set on models whose price is not known', {
    problems: found.models.map(({ label, settings, remedy }) => ({
      message: `${label} has no known price, so ${settings.join(', ')} could not stop it`,
      remedy,
    })),
    remedy: '--allow-unpriced (budget.allowUnpriced: true in the suite) asks them without counting them.',
  });
}
