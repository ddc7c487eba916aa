/** Prompts with what tests put before and behind them, and the one that stands where none could be taken over. */
import type { PromptEntry } from '../../../contract/suite.ts';
import type { UnsupportedList } from '../converted.ts';
import type { ReadCase } from './cases.ts';
import { promptEntries, type ReadPrompt } from './prompts.ts';

const variablesOf = (cases: ReadCase[]) =>
  new Set(cases.flatMap(({ entry }) => Object.keys(entry.variables ?? {})));

/** The variables as they are; those that a case lacks are empty. */
function ofVariables(cases: ReadCase[], unsupported: UnsupportedList): ReadPrompt[] {
  const names = [...variablesOf(cases)];
  if (names.length === 0) return [];
  for (const { entry } of cases)
    for (const name of names) entry.variables = { ...entry.variables, [name]: entry.variables?.[name] ?? '' };
  unsupported.addChange(
    'the prompt',
    'none could be converted: cases send the names and values of their variables until you write one',
    'prompts',
  );
  const user = names.map((name) => `${name}: {{${name}}}`).join('\n');
  return [{ called: [], label: 'variables', entry: { user }, names }];
}

/** Prefix and suffix of tests as variables of their own. */
function withAffixes(prompts: ReadPrompt[], cases: ReadCase[], unsupported: UnsupportedList): ReadPrompt[] {
  const used = variablesOf(cases);
  let changed = prompts;
  for (const kind of ['prefix', 'suffix'] as const) {
    if (cases.every(({ affixes }) => affixes[kind] === '')) continue;
    let name: string = kind;
    while (used.has(name)) name = `test_${name}`;
    for (const { entry, affixes } of cases) entry.variables = { ...entry.variables, [name]: affixes[kind] };
    changed = changed.map((prompt) => {
      if (!('user' in prompt.entry)) {
        unsupported.add(`${kind} of tests`, 'a conversation has no place for it', 'prompts');
        return prompt;
      }
      const { user } = prompt.entry;
      return { ...prompt, entry: { user: kind === 'prefix' ? `{{${name}}}${user}` : `${user}{{${name}}}` } };
    });
  }
  return changed;
}

export function promptsOfCases(
  prompts: ReadPrompt[],
  cases: ReadCase[],
  { isNamed, unsupported }: { isNamed: boolean; unsupported: UnsupportedList },
): PromptEntry[] {
  const found = prompts.length > 0 ? prompts : ofVariables(cases, unsupported);
  return promptEntries(withAffixes(found, cases, unsupported), isNamed);
}
