import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from './id.ts';
import { runIdIn } from './run-id-in.ts';

const id = '01900000-1234-7abc-8def-0123456789ab';

it.each([
  id,
  id.toUpperCase(),
  id.replaceAll('-', ''),
  ` ${id}\n`,
  `run ${id}`,
  `\`${id}\``,
  `"${id}",`,
  `http://127.0.0.1:4400/runs/${id}`,
  `http://127.0.0.1:4400/runs/${id}?tab=cases#case-3`,
  `http://127.0.0.1:4400/runs/${id}/cases`,
  `triage  run ${id} · 5 cases`,
])('finds the id in %j', (text) => expect(runIdIn(text)).toBe(id));

it.each([
  ['01900000-1234', '01900000-1234'],
  ['01900000-1234…', '01900000-1234'],
  ['run 01900000-1234…', '01900000-1234'],
  ['run 0190', '0190'],
  ['019000001234', '01900000-1234'],
  ['01900000-', '01900000'],
  ['0190000012347a', '01900000-1234-7a'],
  ['starter  run 01900000-1234 · 4 cases × 1 repeat', '01900000-1234'],
  ['http://127.0.0.1:4400/runs/latest', 'latest'],
  ['latest', 'latest'],
  ['gpt-5-mini', 'gpt-5-mini'],
  ['small@01900000-1234', 'small@01900000-1234'],
  ['made up', 'made up'],
  ['', ''],
])('makes of %j', (text, found) => expect(runIdIn(text)).toBe(found));

it('leaves every beginning of an id what it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 36 }), (length) => {
      const whole = newId();
      const start = whole.slice(0, length);
      expect(whole.startsWith(runIdIn(start))).toBe(true);
      expect(runIdIn(start)).toBe(start.replace(/-$/, ''));
    }),
  );
});
