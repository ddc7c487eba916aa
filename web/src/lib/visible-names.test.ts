import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runSummaryOf, targetSummaryOf } from '../../fixtures/summary.ts';
import { withVisibleNames } from './visible-names.ts';

const hostile = fc.string({
  unit: fc.constantFrom('a', ' ', '\u202e', '\u0000', '\n', '\u200b', '<b>', 'é'),
});

function detailOf(name: string, label: string) {
  const row = targetSummaryOf('a');
  const summary = runSummaryOf([{ ...row, target: { ...row.target, id: label, label } }]);
  const run = { ...summary.run, suite_name: name };
  return { run, summary: { ...summary, run }, last_event_id: 3, live: true };
}

it('shows each hidden character of a name by a sign, and changes nothing else', () => {
  fc.assert(
    fc.property(hostile, hostile, (name, label) => {
      const before = detailOf(name, label);
      const { run, summary, ...rest } = withVisibleNames(before);
      const shown = [
        run.suite_name,
        summary.run.suite_name,
        ...run.targets.map((target) => target.label),
        ...summary.run.targets.map((target) => target.label),
        ...summary.targets.map(({ target }) => target.label),
      ];
      expect(shown).toHaveLength(5);
      for (const text of shown) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      // requests are made with ids: they stay
      expect(run.targets[0]?.id).toBe(label);
      expect(summary.targets[0]?.target.id).toBe(label);
      expect(rest).toEqual({ last_event_id: 3, live: true });
      expect({ ...summary, run: null, targets: null }).toEqual({
        ...before.summary,
        run: null,
        targets: null,
      });
    }),
  );
});

it('leaves a name alone in which nothing is hidden', () => {
  const before = detailOf('Größe <b>&amp;', '模型/日本 👩‍🔬');
  expect(withVisibleNames(before)).toEqual(before);
});
