import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventLog } from './event-log.ts';

it('gives all rows after an id, or says that some are gone; never fewer without a word', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.boolean(), { maxLength: 120 }),
      fc.nat(130),
      (size, events, since) => {
        const log = new EventLog(size);
        const rows: [number, string][] = [];
        events.forEach((hasRow, index) => {
          if (!hasRow) return;
          rows.push([index + 1, `row ${index}`]);
          log.add(index + 1, `row ${index}`);
        });
        const wanted = rows.filter(([id]) => id > since).map(([, row]) => row);
        const got = log.after(since);
        if (got !== null) expect(got).toEqual(wanted);
        else expect(wanted.length).toBeGreaterThan(size);
      },
    ),
  );
});
