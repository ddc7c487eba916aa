import { describe, expect, it } from 'vitest';
import { caseOf, specOf } from '../../../test/made-up/scored-answer.ts';
import { checkScorerServices, openScorerServices } from './scorer-services.ts';

const { services } = openScorerServices(null, { cwd: '.', env: process.env });
const suiteOf = (...specs: ReturnType<typeof specOf>[]) => ({ cases: [caseOf('x', specs)] });

describe('checkPowers', () => {
  it('asks nothing of a suite that runs no programs', async () => {
    const untouched = {
      run: () => Promise.reject(new Error('was asked')),
      open: () => null as never,
      sandboxIsolation: () => Promise.reject(new Error('was asked')),
      close: async () => {},
    };
    await checkScorerServices(suiteOf(specOf('exact'), specOf('numeric')), { sandbox: untouched });
    await expect(
      checkScorerServices(suiteOf(specOf('module', { file: 'x.ts' })), { sandbox: untouched }),
    ).rejects.toThrow('was asked');
  });
  it('finds what is missing before anything is paid for', async () => {
    const suite = suiteOf(specOf('command', { command: ['no-such-program-4711'] }));
    await expect(checkScorerServices(suite, services)).rejects.toMatchObject({ code: 'not-allowed' });
  });
});
