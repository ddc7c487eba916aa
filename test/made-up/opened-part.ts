import { UnsupportedList } from '../../src/exchange/suites/converted.ts';
import { Account, type SourcePart } from '../../src/exchange/suites/promptfoo/source-part.ts';

/** A document of another tool, and what a conversion of it lists: changes are marked with ~. */
export function openedPart(value: unknown): { part: SourcePart; listed(): string[]; rest(): string[] } {
  const unsupported = new UnsupportedList();
  const account = new Account(unsupported);
  const listed = () => unsupported.all.map(({ what, isTaken }) => `${isTaken ? '~' : ''}${what}`);
  return {
    part: account.open(value, ''),
    listed,
    /** With all that was neither taken nor listed. */
    rest() {
      account.listRest();
      return listed();
    },
  };
}
