import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { exampleEstimate, exampleSummary, exampleTargetSummary } from '../../../test/example-summary.ts';
import { liveTable, progressBar } from './live-table.ts';

const options = {
  width: 80,
  height: 24,
  color: false,
  elapsedS: 30,
  pageUrl: 'http://127.0.0.1:4400/runs/latest',
  stopping: false,
};
const running = { status: 'running', ended_at_ms: null } as const;
const half = (label: string) =>
  exampleTargetSummary(label, {
    n: 100,
    outcomes: { ok: 97, timeout: 3 },
    quality: exampleEstimate(0.8, 0.05, 97),
  });
const waiting = exampleTargetSummary('waiting', {
  n: 0,
  outcomes: {},
  quality: null,
  latency: {},
  cost: { total_usd: null, spent_usd: null, per_1k_usd: null, per_correct_usd: null, n_unknown: 0 },
});
const rowOf = (lines: string[], label: string) => lines.find((line) => line.startsWith(label)) ?? '';

describe('progressBar', () => {
  it('is full only when all is done', () => {
    expect(progressBar(199, 200, 8)).toBe('━━━━━━━╌');
    expect(progressBar(200, 200, 8)).toBe('━━━━━━━━');
    expect(progressBar(0, 200, 4)).toBe('╌╌╌╌');
    expect(progressBar(0, 0, 4)).toBe('━━━━');
  });
});

describe('liveTable', () => {
  it('shows each target with what is known of it', () => {
    const lines = liveTable(exampleSummary([half('half'), exampleTargetSummary('whole'), waiting], running), {
      ...options,
      width: 120,
    });
    expect(rowOf(lines, 'half')).toMatch(/━━━━╌╌╌╌ 100\/200 +212\/530 +96\.0 +80\.0 ±5\.0 +0\.50 +3 +30 s$/);
    expect(rowOf(lines, 'whole')).toMatch(/━{8} 200\/200 .* done$/);
    expect(rowOf(lines, 'waiting')).toMatch(/╌{8} 0\/200 +– +– +– +– +0 +–$/);
    expect(lines[0]).toMatch(/^triage +300\/600 · 30 s · \$1\.00$/);
  });
  it.each([60, 72, 80, 100, 160])('fits 12 targets in %d × 24', (width) => {
    const targets = Array.from({ length: 12 }, (_, index) => half(`a-target-with-a-long-label-${index}`));
    const lines = liveTable(exampleSummary(targets, running), { ...options, width });
    expect(lines.length).toBeLessThan(24);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).not.toContain('more targets');
    expect(lines.join('\n')).toContain('80.0 ±5.0');
  });
  it('keeps the running targets when not all fit', () => {
    const done = Array.from({ length: 10 }, (_, index) => exampleTargetSummary(`done-${index}`));
    const lines = liveTable(exampleSummary([...done, half('going')], running), { ...options, height: 12 });
    expect(lines.length).toBeLessThan(12);
    expect(rowOf(lines, 'going')).not.toBe('');
    expect(lines.join('\n')).toMatch(/and 7 more targets/);
  });
  it.each([20, 40, 64, 70, 80])('shows the whole address of the page in %d columns', (width) => {
    const pageUrl = 'http://127.0.0.1:4400/runs/01900000-1234-7000-8000-000000000001';
    const lines = liveTable(exampleSummary([half('half')], running), { ...options, width, pageUrl });
    expect(lines.slice(lines.findIndex((line) => line.startsWith('page'))).join('')).toContain(pageUrl);
    expect(lines.filter((line) => line.includes('/') && stringWidth(line) > width)).toEqual([]);
  });
  it('says what holds targets back, in a few lines', () => {
    const targets = Array.from({ length: 6 }, (_, index) => half(`held-${index}`));
    const change = {
      at_ms: 0,
      state: 'waiting',
      reason: 'requests per minute',
      until_ms: null,
      concurrency: 4,
    } as const;
    const lanes = targets.map(({ target }) => ({ target_id: target.id, changes: [change] }));
    const summary = exampleSummary(targets, { ...running, lanes });
    const lines = liveTable(summary, { ...options, width: 40 });
    expect(lines).toContain('held-0  waiting: requests per minute');
    expect(lines).toContain('and 3 more targets held back');
    expect(lines.filter((line) => stringWidth(line) > 40 && !line.startsWith('http'))).toEqual([]);
    expect(lines.length).toBeLessThan(24);
  });
  it('says where the page is, and what Ctrl-C does now', () => {
    const summary = exampleSummary([half('half')], running);
    expect(liveTable(summary, options).join('\n')).toContain(options.pageUrl);
    expect(liveTable(summary, options).at(-1)).toContain('Ctrl-C stops and keeps');
    expect(liveTable(summary, { ...options, stopping: true }).at(-1)).toContain('Ctrl-C again stops now');
    expect(liveTable(summary, { ...options, pageUrl: null }).join('\n')).not.toContain('page');
  });
});
