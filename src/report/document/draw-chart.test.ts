import { describe, expect, it, vi } from 'vitest';
import { intervalOption } from '../../view/charts/interval-option.ts';
import { percentTick } from '../../view/format.ts';
import { figureWriter } from './chart-figure.ts';
import { documentLook, documentTheme, rooms } from './document-theme.ts';
import { drawChart } from './draw-chart.ts';
import { textWidth } from './text-width.ts';

const chart = (label: string) =>
  intervalOption({
    rows: [
      { label, value: 0.5, low: 0.4, high: 0.6, text: '"x" & <y>', isPick: true, ...documentLook(0) },
      { label: 'none', value: null, low: null, high: null, text: 'n/a', isPick: false, ...documentLook(13) },
    ],
    axisName: 'Quality, %',
    tick: percentTick,
    band: { low: 0.45, high: 0.5 },
    room: rooms.broad,
    theme: documentTheme,
  });
const draw = (label = 'model', id = 'a') => drawChart(chart(label), { width: 760, height: 120, id });

describe('a chart as SVG', () => {
  it('is the same bytes for the same data, however many were drawn before', () => {
    expect(draw()).toBe(draw());
    expect(draw('model', 'b')).toBe(draw().replaceAll(/#a-|"a-/g, (id) => id.replace('a', 'b')));
  });

  it('has one mark for each value that is known, and none for one that is not', () => {
    const marks = (svg: string) => svg.match(/fill="var\(--t\d+\)"/g) ?? [];
    expect(marks(draw())).toEqual(['fill="var(--t0)"']);
  });

  it('says its axis, its names and its texts as they are', () => {
    const svg = draw('<b onload="x">{pick|a}');
    for (const text of [
      'Quality, %',
      '&lt;b onload=&quot;x&quot;&gt;{pick|a}',
      '&quot;x&quot; &amp; &lt;y&gt;',
    ])
      expect(svg).toContain(`>${text}<`);
  });

  it('keeps names that look like what is left out of a drawing', () => {
    const name = 'class="zr1-cls-1"';
    expect(draw(name)).toContain('>class=&quot;zr1-cls-1&quot;<');
  });

  it('says nothing on the console, whatever of a chart it cannot draw', () => {
    const said = (['log', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
    drawChart({ ...chart('a'), tooltip: { trigger: 'axis' } }, { width: 400, height: 100, id: 'a' });
    expect(said.flatMap(({ mock }) => mock.calls)).toEqual([]);
    for (const spy of said) spy.mockRestore();
  });

  it('has no style, script, size or number that is none', () => {
    expect(draw()).not.toMatch(/<style|<script|class=|ecmeta|xmlns|NaN|undefined|url\(#zr/);
  });

  it('is drawn for a page and for a telephone, each with names of its own', () => {
    const write = figureWriter(drawChart);
    const figure = {
      title: 'a "title"',
      caption: 'seen & said',
      option: () => chart('m'),
      heightPx: () => 120,
    };
    const [first, second] = [write(figure), write(figure)];
    expect(write(null)).toBe('');
    expect(first).toContain('<div role="img" aria-label="a &quot;title&quot;"><div class="broad"><svg');
    expect(first).toContain('<figcaption>seen &amp; said</figcaption>');
    const ids = [first, second].flatMap((html) => html.match(/ id="[^"]*"/g) ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it('takes a text for as wide as a wide font has it', () => {
  expect(textWidth('', '11px x')).toBe(0);
  expect(textWidth('mm', '10px x')).toBeCloseTo(19);
  expect(textWidth('ab', 'bold 10px x')).toBeGreaterThan(textWidth('ab', '10px x'));
  expect(textWidth('語', '10px x')).toBeGreaterThan(textWidth('M', '10px x'));
  expect(textWidth('e\u0301', '10px x')).toBe(textWidth('e', '10px x'));
});
