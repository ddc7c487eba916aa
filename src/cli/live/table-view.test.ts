import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exampleRun, exampleTarget } from '../../../test/example-summary.ts';
import type { CommandContext, Terminal } from '../command.ts';
import { openRunView } from './open-run-view.ts';
import { openTableView } from './table-view.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const escape = String.fromCodePoint(27);

/** A terminal as far as a picture needs one: what is on its screen after all that was written. */
function screen(columns = 80, rows = 24) {
  const lines: string[] = [''];
  let [row, written] = [0, ''];
  const moves: Record<string, (n: number) => void> = {
    A: (n) => void (row = Math.max(0, row - n)),
    B: (n) => void (row += n),
    K: (n) => void (lines[row] = n === 2 ? '' : (lines[row] ?? '')),
  };
  const write = (text: string) => {
    written += text;
    for (const [part, count, move] of text.matchAll(
      new RegExp(`${escape}\\[\\??(\\d*)([A-Za-z])|\\n|[^\\n${escape}]+`, 'g'),
    )) {
      if (part === '\n') lines[++row] ??= '';
      else if (move === undefined) lines[row] = part;
      else moves[move]?.(count === '' ? 1 : Number(count));
    }
    return true;
  };
  const stream = { isTTY: true, columns, rows, write } as unknown as Terminal;
  return { stream, text: () => lines.join('\n').trimEnd(), written: () => written };
}

const start = () =>
  ({ type: 'run-start', run: exampleRun([exampleTarget('a', 10)], { status: 'running' }) }) as const;
const options = { color: false, pageUrl: 'http://127.0.0.1:1/x' };

describe('openTableView', () => {
  it('draws nothing before the run begins, then the run, and what Ctrl-C does now', async () => {
    const { stream, text } = screen();
    const view = openTableView({ ...options, stream });
    expect(text()).toBe('');
    view.emit(start());
    vi.advanceTimersByTime(300);
    expect(text()).toMatch(/^triage +0\/10/);
    expect(text()).toContain(options.pageUrl);
    expect(text()).toContain('Ctrl-C stops and keeps');
    view.stopping();
    vi.advanceTimersByTime(300);
    expect(text()).toContain('Ctrl-C again stops now');
    expect(text()).not.toContain('Ctrl-C stops and keeps');
    await view.close();
  });

  it('leaves the terminal empty and is silent after it is closed', async () => {
    const { stream, text, written } = screen(40, 10);
    const view = openTableView({ ...options, stream });
    view.emit(start());
    vi.advanceTimersByTime(1000);
    expect(text()).not.toBe('');
    await view.close();
    expect(text()).toBe('');
    const before = written();
    vi.advanceTimersByTime(10_000);
    expect(written()).toBe(before);
  });

  it.each<[Record<string, unknown>, Record<string, string>, boolean]>([
    [{}, {}, true],
    [{ columns: 0, rows: 0 }, {}, false],
    [{ isTTY: false }, {}, false],
    [{}, { TERM: 'dumb' }, false],
    [{}, { CI: 'true' }, false],
  ])('is chosen for a terminal with %j and %j: %j', async (change, env, isChosen) => {
    const { stream, written } = screen();
    const stdout = Object.assign(stream, change);
    const note = vi.fn<(text: string) => void>();
    const context = { stdout, stderr: stdout, color: false, env, note } as unknown as CommandContext;
    const view = await openRunView(context, { pageUrl: options.pageUrl, jsonOnStdout: false });
    view.emit(start());
    vi.advanceTimersByTime(300);
    await view.close();
    expect(written() !== '').toBe(isChosen);
    expect(note.mock.calls.length > 0).toBe(!isChosen);
  });
});
