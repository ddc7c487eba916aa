import type { RaceReport } from '../../contract/race.ts';
import type { Run } from '../../contract/run.ts';
import { formatCounted } from '../../view/format.ts';

/** What a race newly says of its targets, each once: e.g. `race: small out after 40 cases, large certainly better`. */
export class StandingLines {
  readonly #told = new Set<string>();

  news({ targets }: RaceReport, run: Pick<Run, 'targets'> | undefined): string[] {
    return targets.flatMap(({ target_id: id, state, reason, cases }) => {
      if (state === 'open' || state === 'reference' || this.#told.has(id)) return [];
      this.#told.add(id);
      const label = run?.targets.find((target) => target.id === id)?.label ?? id;
      return [`race: ${label} ${state} after ${formatCounted(cases, 'case')}${reason ? `, ${reason}` : ''}`];
    });
  }
}
