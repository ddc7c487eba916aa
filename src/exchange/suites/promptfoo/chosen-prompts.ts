import type { ReadPrompt } from './prompts.ts';
import type { ReadTarget } from './targets.ts';

const matches = (called: string, wanted: string): boolean =>
  called === wanted ||
  called.startsWith(`${wanted}:`) ||
  (wanted.endsWith('*') && called.startsWith(wanted.slice(0, -1)));

/** The prompts that a provider names, by label, id or file. */
export function choosePrompts(target: ReadTarget, prompts: ReadPrompt[], ids: string[]): void {
  const part = target.prompts;
  if (!part) return;
  const wanted = part.items().map(({ value }) => String(value));
  const chosen = ids.filter((_, i) =>
    prompts[i]?.called.some((called) => wanted.some((one) => matches(called, one))),
  );
  if (chosen.length === 0)
    part.list('prompts of a provider', 'none of them was converted: every prompt is used');
  else {
    part.take();
    target.entry.prompts = chosen;
  }
}
