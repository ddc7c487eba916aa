import { describe, expect, it } from 'vitest';
import type { Suite } from '../contract/suite.ts';
import { refuseUnshareable } from './run-shared.ts';

const suite = (more: object): Suite => ({ targets: [], cases: [], ...more }) as unknown as Suite;
const target = (headers: Record<string, string>) => suite({ targets: [{ label: 'mine', headers }] });
const scored = (type: string) => suite({ cases: [{ scorers: [{ type, name: type, options: {} }] }] });

describe('refuseUnshareable', () => {
  it('lets pass what can travel through a database', () => {
    expect(() => refuseUnshareable(target({ 'X-Team': 'search', 'OpenAI-Beta': 'x=v1' }))).not.toThrow();
    expect(() => refuseUnshareable(scored('exact'))).not.toThrow();
    expect(() => refuseUnshareable(suite({ attachments: [] }))).not.toThrow();
  });
  it.each(['Authorization', 'x-api-key', 'Ocp-Apim-Subscription-Key', 'X-Auth-Token', 'Cookie'])(
    'refuses a header %s, without its value',
    (name) => {
      const tried = () => refuseUnshareable(target({ [name]: 'value-of-it' }));
      expect(tried).toThrow(`target mine has a header "${name}"`);
      expect(tried).not.toThrow('value-of-it');
    },
  );
  it('refuses attached files and scorers that workers have no power for', () => {
    expect(() => refuseUnshareable(suite({ attachments: [{ sha256: 'a', from: '/x.png' }] }))).toThrow(
      'attach files',
    );
    expect(() => refuseUnshareable(scored('code'))).toThrow('its scorer "code" needs programs');
  });
});
