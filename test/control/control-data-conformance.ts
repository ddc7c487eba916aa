/** What every ControlData must do. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ControlData } from '../../src/contract/control-data.ts';
import type { SavedSuite } from '../../src/contract/saved-suite.ts';

const bytesOf = (...texts: string[]) =>
  new Map(texts.map((text) => [`sha of ${text}`, new TextEncoder().encode(text)]));

const saved = (name: string, content: string): Omit<SavedSuite, 'version'> => ({
  name,
  suite_hash: `hash of ${content}`,
  content_hash: `content of ${content}`,
  cases: 2,
  targets: ['model "a"', 'b'],
  note: null,
  saved_at_ms: 1_800_000_000_000.5,
  saved_by: 'ann',
  main: 'sub folder/suite.yaml',
  files: [{ path: 'score.py', sha256: 'sha of score' }],
});

const places = (list: { name: string; version: number }[]) =>
  list.map(({ name, version }) => `${name}@${version}`);

async function textOf({ suites }: ControlData, content: string): Promise<string | null> {
  const bytes = await suites.file(`sha of ${content}`);
  return bytes && new TextDecoder().decode(bytes);
}

/** `open`: another one on the same data each time. */
export function describeControlData(name: string, open: () => Promise<ControlData>): void {
  describe(`control data in ${name}`, () => {
    let data: ControlData;
    let other: ControlData;
    beforeAll(async () => {
      [data, other] = await Promise.all([open(), open()]);
    });
    afterAll(() => Promise.all([data.close(), other.close()]));
    beforeEach(async () => {
      for (const suite of await data.suites.list()) await data.suites.remove(suite.name);
    });

    it('keeps each version of a suite whole', async () => {
      const [first, second] = [saved('triage', 'one'), saved('triage', 'two')];
      expect(await data.suites.save(first, bytesOf('score'))).toEqual({ version: 1, isNew: true });
      expect(await data.suites.save({ ...second, note: 'more cases' }, bytesOf('score'))).toEqual({
        version: 2,
        isNew: true,
      });
      expect(await other.suites.find('triage')).toEqual({ ...second, note: 'more cases', version: 2 });
      expect(await other.suites.find('triage', 1)).toEqual({ ...first, version: 1 });
      expect(await other.suites.find('triage', 3)).toBeNull();
      expect(await other.suites.find('Triage')).toBeNull();
    });

    it('makes no version of what has not changed, and one of what was changed back', async () => {
      const versions = [];
      for (const content of ['one', 'one', 'two', 'one'])
        versions.push(await data.suites.save(saved('triage', content), bytesOf()));
      expect(versions).toEqual([
        { version: 1, isNew: true },
        { version: 1, isNew: false },
        { version: 2, isNew: true },
        { version: 3, isNew: true },
      ]);
    });

    it('lists the newest version of each by name, and the versions of one', async () => {
      for (const [name, content] of [
        ['b', '1'],
        ['a', '1'],
        ['b', '2'],
      ] as const)
        await data.suites.save(saved(name, content), bytesOf());
      expect(places(await other.suites.list())).toEqual(['a@1', 'b@2']);
      expect(places(await other.suites.versions('b'))).toEqual(['b@2', 'b@1']);
      expect((await other.suites.list())[0]).not.toHaveProperty('files');
    });

    it('gives versions of their own to all who save at once', async () => {
      const all = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          (i % 2 === 0 ? data : other).suites.save(saved('triage', `${i}`), bytesOf('score')),
        ),
      );
      expect(all.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it('keeps files for as long as a suite has them', async () => {
      await data.suites.save(saved('a', '1'), bytesOf('shared', 'own'));
      await data.suites.save(saved('b', '1'), bytesOf('shared'));
      expect(await textOf(other, 'own')).toBe('own');
      expect(await data.suites.remove('a')).toBe(1);
      expect([await textOf(other, 'own'), await textOf(other, 'shared')]).toEqual([null, 'shared']);
      expect(await data.suites.remove('a')).toBe(0);
      expect(await data.suites.remove('b')).toBe(1);
      expect(await textOf(other, 'shared')).toBeNull();
    });

    it('saves nothing of what fails half-way', async () => {
      const broken = new Map([['sha', null as unknown as Uint8Array]]);
      await expect(data.suites.save(saved('triage', 'one'), broken)).rejects.toThrow();
      expect(await other.suites.list()).toEqual([]);
      expect(await data.suites.save(saved('triage', 'one'), bytesOf())).toEqual({ version: 1, isNew: true });
    });
  });
}
