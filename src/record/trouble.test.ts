import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTrouble, type Trouble } from './trouble.ts';

function troubled() {
  const said: (string | null)[] = [];
  return { said, trouble: createTrouble((message) => said.push(message)) };
}

it.each<[Exclude<keyof Trouble, 'sink'>, RegExp]>([
  ['journal', /^Paused: the journal cannot be written \(disk full\)\. Nothing is sent/],
  ['ledger', /^Paused: the ledger cannot be written \(disk full\)/],
  ['scores', /^Judges’ replies cannot be written \(disk full\)\. The run waits/],
  ['plan', /^The end of the run cannot be written \(disk full\)\. The run waits/],
  ['store', /^The database cannot be written \(disk full\)\. Nothing is lost/],
])('says what becomes of the run while the %s cannot be written, and that it can again', (what, text) => {
  const { said, trouble } = troubled();
  trouble[what]('disk full');
  trouble[what]('disk full');
  trouble[what](null);
  trouble[what](null);
  expect(said).toEqual([expect.stringMatching(text), null]);
});

it('says first what the run waits for, and what is behind it once that is over', () => {
  const { said, trouble } = troubled();
  trouble.store('away');
  trouble.journal('disk full');
  trouble.sink('the live view', 'it is slow');
  trouble.journal(null);
  trouble.store(null);
  expect(said.map((text) => text?.split(' ').slice(0, 3).join(' '))).toEqual([
    'The database cannot',
    'Paused: the journal',
    'The database cannot',
    'Incomplete: the live',
  ]);
});

it('never says the same twice in a row, and says at the end what is still wrong', () => {
  const part = fc.constantFrom<Exclude<keyof Trouble, 'sink'>>(
    'journal',
    'ledger',
    'scores',
    'plan',
    'store',
  );
  const step = fc.tuple(part, fc.option(fc.constantFrom('a', 'b')));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { said, trouble } = troubled();
      const wrong = new Map<string, string>();
      for (const [what, message] of steps) {
        trouble[what](message);
        if (message === null) wrong.delete(what);
        else wrong.set(what, message);
      }
      said.forEach((text, i) => expect(text).not.toBe(i === 0 ? null : said[i - 1]));
      expect((said.at(-1) ?? null) === null).toBe(wrong.size === 0);
    }),
  );
});
