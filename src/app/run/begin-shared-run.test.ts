import { describe, expect, it } from 'vitest';
import type { Suite } from '../../contract/suite.ts';
import { refuseUnshareable } from './begin-shared-run.ts';

const suite = (more: object): Suite => ({ targets: [], cases: [], ...more }) as unknown as Suite;
const target = (headers: Record<string, string>) => suite({ targets: [{ label: 'mine', headers }] });

describe('refuseUnshareable', () => {
  it('lets pass what can travel through a database', () => {
    expect(() => refuseUnshareable(target({ 'X-Team': 'search', 'OpenAI-Beta': 'x=v1' }))).not.toThrow();
  });
  it.each(['Authorization', 'x-api-key', 'Ocp-Apim-Subscription-Key', 'X-Auth-Token', 'Cookie'])(
    'refuses a header %s, without its value',
    (name) => {
      const tried = () => refuseUnshareable(target({ [name]: 'value-of-it' }));
      expect(tried).toThrow(`target mine has a header "${name}"`);
      expect(tried).not.toThrow('value-of-it');
    },
  );
});
