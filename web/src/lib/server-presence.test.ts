// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Each test has a page of its own: what it knows of the server stands in the modules. */
const load = async () => {
  vi.resetModules();
  return {
    presence: await import('./server-presence.ts'),
    chunk: await import('./load-chunk.ts'),
    build: await import('./page-build.ts'),
    tabs: await import('./left-tabs.ts'),
  };
};
let isThere = true;
const fetched = vi.fn(async () => {
  if (!isThere) throw new TypeError('fetch failed');
  return new Response('{}');
});

beforeEach(() => {
  isThere = true;
  fetched.mockClear();
  vi.stubGlobal('fetch', fetched);
  vi.useFakeTimers();
  sessionStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.head.replaceChildren();
});

describe('a server that went away', () => {
  it('is asked every two seconds until it answers, and no longer', async () => {
    const { presence } = await load();
    const back = vi.fn();
    presence.onReturn(back);
    isThere = false;
    presence.noteSilence();
    presence.noteSilence();
    expect(presence.isHere()).toBe(false);
    await vi.advanceTimersByTimeAsync(6500);
    expect(fetched).toHaveBeenCalledTimes(3);
    expect(back).not.toHaveBeenCalled();
    isThere = true;
    await vi.advanceTimersByTimeAsync(2000);
    expect(presence.isHere()).toBe(true);
    expect(back).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(fetched).toHaveBeenCalledTimes(4);
  });

  it('is back as soon as any request is answered', async () => {
    const { presence } = await load();
    presence.noteSilence();
    const waited = vi.fn();
    void presence.untilHere().then(waited);
    presence.noteAnswer(new Response());
    await vi.advanceTimersByTimeAsync(0);
    expect(waited).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetched).not.toHaveBeenCalled();
  });

  it('is not called back when it was never away', async () => {
    const { presence } = await load();
    const back = vi.fn();
    presence.onReturn(back);
    presence.noteAnswer(new Response());
    expect(back).not.toHaveBeenCalled();
  });
});

describe('a part of the page', () => {
  it('is fetched when the server is back', async () => {
    const { chunk } = await load();
    isThere = false;
    const fetchIt = vi.fn(async () => {
      if (!isThere) throw new Error('no chunk');
      return 'the part';
    });
    const part = chunk.loadChunk(fetchIt);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetchIt).toHaveBeenCalledTimes(1);
    isThere = true;
    await vi.advanceTimersByTimeAsync(4000);
    expect(await part).toBe('the part');
    expect(fetchIt).toHaveBeenCalledTimes(2);
  });

  it('that a present server does not have is given up after three tries', async () => {
    const { chunk } = await load();
    const fetchIt = vi.fn(async () => {
      throw new Error('no chunk');
    });
    const part = chunk.loadChunk(fetchIt).catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await part).toBe('no chunk');
    expect(fetchIt).toHaveBeenCalledTimes(3);
  });
});

describe('a page of another build than the server', () => {
  const answerOf = (build: string) => new Response('{}', { headers: { 'x-assay-page': build } });
  function pageOf(build: string): void {
    const meta = document.createElement('meta');
    Object.assign(meta, { name: 'assay-build', content: build });
    document.head.append(meta);
  }

  it('loads itself anew once for a build, then says so', async () => {
    pageOf('aa');
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
    const tell = vi.fn();
    const first = await load();
    first.build.followBuild(tell);
    first.presence.noteAnswer(answerOf('bb'));
    first.presence.noteAnswer(answerOf('bb'));
    expect([reload.mock.calls.length, tell.mock.calls.length]).toEqual([1, 0]);
    const again = await load();
    again.build.followBuild(tell);
    again.presence.noteAnswer(answerOf('bb'));
    expect([reload.mock.calls.length, tell.mock.calls.length]).toEqual([1, 1]);
    const upgraded = await load();
    upgraded.build.followBuild(tell);
    upgraded.presence.noteAnswer(answerOf('cc'));
    expect(reload).toHaveBeenCalledTimes(2);
    reload.mockRestore();
  });

  it('stays when the builds are the same, and while it is developed', async () => {
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
    const tell = vi.fn();
    const developed = await load();
    developed.build.followBuild(tell);
    developed.presence.noteAnswer(answerOf('bb'));
    pageOf('aa');
    const same = await load();
    same.build.followBuild(tell);
    same.presence.noteAnswer(answerOf('aa'));
    same.presence.noteAnswer(new Response('{}'));
    expect([reload.mock.calls.length, tell.mock.calls.length]).toEqual([0, 0]);
    reload.mockRestore();
  });
});

describe('tabs that were left', () => {
  it('are found again, also after the page was loaded anew', async () => {
    const before = await load();
    before.tabs.leave('run/cases', { search: 'x' });
    expect(before.tabs.leftOn('run/cases')).toEqual({ search: 'x' });
    expect(before.tabs.leftOn('other')).toEqual({});
    const after = await load();
    expect(after.tabs.leftOn('run/cases')).toEqual({ search: 'x' });
  });

  it('are kept of the runs that were looked at last', async () => {
    const { tabs } = await load();
    for (let at = 0; at < 100; at++) tabs.leave(`run ${at}`, { sort: String(at) });
    expect(tabs.leftOn('run 99')).toEqual({ sort: '99' });
    expect(tabs.leftOn('run 0')).toEqual({});
  });

  it.each(['no JSON', '{"a":1}', 'null'])('are none where the browser kept nonsense: %s', async (kept) => {
    sessionStorage.setItem('assay-left-tabs', kept);
    const { tabs } = await load();
    expect(tabs.leftOn('run')).toEqual({});
  });
});
