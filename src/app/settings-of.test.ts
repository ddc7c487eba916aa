import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkSettings } from './check-settings.ts';
import { settingsOf } from './settings-of.ts';

describe('settingsOf', () => {
  it.each([
    [{}, {}, resolve('/project', '.assay')],
    [{ dataDir: 'mine' }, {}, '/project/mine'],
    [{}, { ASSAY_DATA_DIR: '/data' }, '/data'],
    [{ dataDir: '/given' }, { ASSAY_DATA_DIR: '/data' }, '/given'],
  ])('puts %j before %j', (given, env, dataDir) => {
    expect(settingsOf({ ...given, cwd: '/project', env })).toEqual({ cwd: '/project', env, dataDir });
  });

  it('has servers where they are named, and not where the name is empty', () => {
    const env = { ASSAY_RESULTS: 'http://a', ASSAY_CONTROL: '' };
    expect(settingsOf({ cwd: '/', env })).toEqual({ cwd: '/', env, dataDir: '/.assay', results: 'http://a' });
  });
});

describe('checkSettings', () => {
  it('takes all that a program may say', () => {
    const settings = { dataDir: 'x', env: { A: 'b', C: undefined }, signal: AbortSignal.abort() };
    expect(() => checkSettings({ ...settings, notify: () => undefined })).not.toThrow();
    expect(() => checkSettings({})).not.toThrow();
  });

  it.each([
    [{ datadir: 'x' }, 'Did you mean "dataDir"?'],
    [{ dataDir: '' }, 'a folder'],
    [{ dataDir: 4 }, 'a folder'],
    [{ env: null }, 'variables by name'],
    [{ notify: 3 }, 'a function'],
    [{ signal: {} }, 'an AbortSignal'],
    ['.assay', 'Expected a mapping'],
  ])('refuses %j', (settings, said) => {
    let error: unknown;
    try {
      checkSettings(settings);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'usage', remedy: expect.stringContaining(said) });
  });
});
