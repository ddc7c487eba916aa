import { expect, it } from 'vitest';
import { openedPart } from '../../../../test/made-up/opened-part.ts';
import { choosePrompts } from './chosen-prompts.ts';
import type { ReadPrompt } from './prompts.ts';
import type { ReadTarget } from './targets.ts';

const prompts = [['short', 'short.txt'], ['long', 'file://long.txt'], ['tool:a'], []].map(
  (called): ReadPrompt => ({ called, label: null, entry: { user: '' }, names: [] }),
);
const ids = ['p1', 'p2', 'p3', 'p4'];

function choose(wanted: unknown) {
  const { part, rest } = openedPart({ prompts: wanted });
  const target = { entry: { model: 'openai/x' }, prompts: part.field('prompts') } as ReadTarget;
  choosePrompts(target, prompts, ids);
  return { chosen: target.entry.prompts, rest: rest() };
}

it.each([
  ['a label', 'short', ['p1']],
  ['a file', ['file://long.txt'], ['p2']],
  ['several, in the order of the prompts', ['long', 'short'], ['p1', 'p2']],
  ['the first part of a name with a colon', 'tool', ['p3']],
  ['the start of names', ['lo*', 'tool*'], ['p2', 'p3']],
  ['every name', '*', ['p1', 'p2', 'p3']],
])('a provider has the prompts that it names by %s', (_, wanted, chosen) => {
  expect(choose(wanted)).toEqual({ chosen, rest: [] });
});

it.each(['shor', 'LONG', 'ong', 5])('%j names none: every prompt is used, and that is told', (wanted) => {
  expect(choose(wanted)).toEqual({ chosen: undefined, rest: ['prompts of a provider'] });
});

it('a provider that names none has them all', () => {
  expect(choose(undefined)).toEqual({ chosen: undefined, rest: [] });
});
