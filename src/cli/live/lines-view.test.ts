import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  exampleRun,
  exampleSummary,
  exampleTarget,
  exampleTargetSummary,
} from '../../../test/example-summary.ts';
import { openLinesView, progressLine } from './lines-view.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('progressLine', () => {
  it('says how far, how many failed, what it cost and how long', () => {
    const half = exampleTargetSummary('half', { n: 100, outcomes: { ok: 97, timeout: 3 } });
    expect(progressLine({ ...exampleSummary([half]), eta_s: 12 }, 30)).toBe(
      'triage: 100/200 (50 %), 3 not ok, $0.50, 30 s, 12 s left',
    );
  });
});

describe('openLinesView', () => {
  it('tells the page first, then the start, and is silent after close', async () => {
    const lines: string[] = [];
    const view = openLinesView({ note: (line) => void lines.push(line), pageUrl: 'http://127.0.0.1:1/x' });
    view.emit({ type: 'run-start', run: exampleRun([exampleTarget('a', 10)], { status: 'running' }) });
    expect(lines[0]).toBe('page http://127.0.0.1:1/x');
    expect(lines[1]).toMatch(/^triage: 0\/10 \(0 %\)/);
    vi.advanceTimersByTime(5000);
    expect(lines).toHaveLength(2);
    view.stopping();
    await view.close();
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(3);
  });
});
