/** One run, its comparison and its recommendation: a figure has the same text in the terminal, in reports and on the page. */
import { cellsOf, openPage, screen, within } from '../../fixtures/open-page.tsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { targetFigures } from '../../../src/analyze/figures/target-figures.ts';
import { comparisonTable } from '../../../src/report/comparison-table.ts';
import { comparisonText } from '../../../src/report/comparison-text.ts';
import { reportHtml } from '../../../src/report/document/report-html.ts';
import { reportMarkdown } from '../../../src/report/document/report-markdown.ts';
import { recommendationText } from '../../../src/report/recommendation-text.ts';
import { formatNumber } from '../../../src/view/format.ts';
import { cellText } from '../../../src/view/metrics/metric.ts';
import { metrics } from '../../../src/view/metrics/metrics.ts';
import { recommendationParagraph } from '../../../src/view/words/recommendation-words.ts';
import { comparisonOf, madeData, recommendationOf, summaryOf, tableOf } from '../../fixtures/made-data.ts';
import { serverOf } from '../../fixtures/made-server.ts';

// enough answers for a p95, and one target that is clearly worse than another
const data = madeData({
  cases: 160,
  change: ({ batch }) => {
    for (const sample of batch.samples)
      if (sample.target_id === 'target-1' && sample.case_index % 2 === 0 && sample.outcome === 'ok')
        Object.assign(sample, { quality: 0, correct: false });
  },
});
const { run } = data;
const figures = targetFigures(tableOf(data));
const comparison = comparisonOf(data);
const recommendation = recommendationOf(data, { margin: '25%' });
const answer = { ...recommendation, paragraph: recommendationParagraph(recommendation) };
const look = { color: false, width: 1000 };
const terminal = [
  comparisonTable(summaryOf(data), look),
  comparisonText(comparison, look),
  recommendationText(answer, look),
].join('\n\n');
const report = {
  schema: 'assay.report/1' as const,
  kind: 'run' as const,
  title: 'Same figures',
  runs: [{ run, figures, recommendation: answer }],
  comparison,
  period: null,
};
const markdown = reportMarkdown(report);
let html: HTMLElement;
beforeAll(async () => {
  html = new DOMParser().parseFromString(await reportHtml(report), 'text/html').body;
});

/** Without marks of what is best or chosen; an interval stands behind its value in whatever way a place sets it off. */
const bare = (text: string) =>
  text
    .trim()
    .replace(/^▸ |\*$/g, '')
    .replace(', best', '')
    .replace(/, 95 % interval (\[.*\]).*/, ' $1')
    .replace(/ *\[/, ' [');

/** Of the table with this header, the first if there are several. */
class Cells {
  readonly #header: string[];
  readonly #rows: string[][];

  constructor(tables: string[][][], title: string) {
    const found = tables.find(([header = []]) => header.some((text) => text.startsWith(title)));
    if (!found) throw new Error(`no table has a column ${title}`);
    [this.#header = [], ...this.#rows] = found;
  }

  /** In the row that begins with these cells, below the header that begins so. */
  at(names: string[], title: string): string | undefined {
    const row = this.#rows.find((cells) => names.every((name, i) => bare(cells[i] ?? '').startsWith(name)));
    const place = this.#header.findIndex((text) => text.startsWith(title));
    return row && bare(row[place] ?? 'no such column');
  }
}

const terminalTables = terminal
  .split('\n\n')
  // a mark of its own column or before the name is none of the cells, and an axis is one of them
  .map((block) =>
    block.split('\n').map((line) =>
      line
        .replace(/^[▲▼≈?▸]? +/, '')
        .replace(/− +\+/, 'axis')
        .split(/ {2,}/),
    ),
  )
  .map(([header = [], ...rows]) => [header[0] === 'quality %' ? ['', ...header] : header, ...rows]);
const markdownTables = markdown.split('\n\n').map((block) =>
  block
    .split('\n')
    .filter((line) => !line.startsWith('| ---'))
    .map((line) => line.split('|').slice(1, -1).map(bare)),
);
const tablesOf = (place: HTMLElement) => [...place.querySelectorAll('table')].map(cellsOf);

async function openView(view: string): Promise<string[][][]> {
  const server = serverOf(data).on(`GET /api/runs/${run.run_id}/recommendation`, () => answer);
  await openPage(`/runs/${run.run_id}${view}`, server);
  await within(await screen.findByRole('main')).findAllByRole('table');
  return tablesOf(document.body);
}

/** Nothing where all places have the same figure, else what each has: what a place does not say is a difference too. */
function unlike(texts: Record<string, string | undefined>): Record<string, string | undefined> {
  const [first = '', ...others] = new Set(Object.values(texts));
  return /\d/.test(first) && others.length === 0 ? {} : texts;
}

describe('a figure of a target', () => {
  it('is the same in the comparison of a run, in reports and on the page', async () => {
    const tables = await openView('');
    const places = {
      page: new Cells(tables, 'Tokens in'),
      terminal: new Cells(terminalTables, 'quality %'),
      HTML: new Cells(tablesOf(html), 'quality %'),
      Markdown: new Cells(markdownTables, 'quality %'),
    };
    const [points, bars] = ['Interval, %', 'p50, ms'].map((title) => new Cells(tables, title));
    const times = new Cells(terminalTables, 'times, 95 %');
    for (const { label } of figures) {
      const of = (cells: Cells | undefined, title: string) => cells?.at([label], title);
      const everywhere = (onPage: string, elsewhere: string) =>
        Object.fromEntries(
          Object.entries(places).map(([place, cells]) => [
            place,
            of(cells, place === 'page' ? onPage : elsewhere),
          ]),
        );
      const withInterval = (value: string | undefined, interval: string | undefined) =>
        `${value} ${interval?.trim()}`;

      expect(
        unlike({
          ...everywhere('Quality', 'quality %'),
          chart: withInterval(of(points, 'Quality'), of(points, 'Interval')),
        }),
      ).toEqual({});
      const errors = everywhere('Errors', 'errors %');
      expect(unlike(errors)).toEqual({});
      expect(comparison.notes.join('\n')).toContain(`${label} ${errors['page']} %`);
      expect(unlike({ ...everywhere('Cost / 1,000', '$/1k'), chart: of(points, 'Cost / 1,000') })).toEqual(
        {},
      );
      for (const [name, chart] of [
        ['TTFT p50', undefined],
        ['E2E p50', withInterval(of(bars, 'p50, ms'), of(bars, '95 % interval'))],
      ] as const) {
        const { terminal: value, ...others } = everywhere(name, name);
        expect(unlike({ ...others, terminal: of(times, name), ...(chart && { chart }) })).toEqual({});
        expect(
          unlike({ terminal: value, 'before its interval': others['page']?.replace(/ \[.*/, '') }),
        ).toEqual({});
      }
      // reports have no column of it
      expect(unlike({ page: of(places.page, 'TTFT p95'), terminal: of(times, 'TTFT p95') })).toEqual({});
    }
  });

  it('counts tokens by the metric, and in the report as their mean', async () => {
    const page = new Cells(await openView(''), 'Tokens in');
    const document = new Cells(tablesOf(html), 'quality %');
    for (const summary of summaryOf(data).targets) {
      const { label, id } = summary.target;
      for (const metric of [metrics.inputTokens, metrics.outputTokens])
        expect(
          unlike({ page: page.at([label], metric.label), metric: cellText(metric, metric.read(summary)) }),
        ).toEqual({});
      const mean = figures.find((of) => of.target_id === id)?.output_tokens;
      expect(unlike({ HTML: document.at([label], 'mean tokens out'), mean: formatNumber(mean) })).toEqual({});
    }
  });
});

describe('the difference of two targets', () => {
  const pairs = comparison.pairs.map(({ first, second }) =>
    [first, second].map((place) => comparison.targets[place]?.name ?? ''),
  );

  it('has the same text with its interval, and the same verdict', async () => {
    await openView('/compare');
    const places = [
      ['terminal', new Cells(terminalTables, 'compared with'), 'quality, points'],
      ['HTML', new Cells(tablesOf(html), 'compared with'), 'quality, points'],
      ['Markdown', new Cells(markdownTables, 'compared with'), 'difference'],
    ] as const;
    const verdicts: (string | undefined)[] = [];
    for (const names of pairs) {
      const cell = screen.getByRole('button', { name: new RegExp(`^${names.join(' compared with ')}: `) });
      const [, value, , verdict] = /: (((?!, [a-z]).)*), (.*)$/.exec(cell.title) ?? [];
      expect(
        unlike({
          page: value,
          ...Object.fromEntries(places.map(([place, cells, title]) => [place, cells.at(names, title)])),
        }),
      ).toEqual({});
      const [terminal, ...reports] = places.map(([, cells]) => cells.at(names, 'verdict'));
      expect(reports).toEqual([verdict, verdict]);
      // in its narrow column the number of cases stands alone
      expect(terminal).toBe(verdict?.replace(/: about (.*) more cases?$/, ', +$1'));
      verdicts.push(verdict);
    }
    expect(verdicts).toEqual(['better', expect.stringMatching(/^inconclusive: about [\d,]+ more/), 'worse']);
  });

  it('is the same in the page of one pair', async () => {
    const [names = []] = pairs;
    const pair = new Cells(await openView('/compare?first=target-0&second=target-1'), 'Verdict');
    const overview = new Cells(terminalTables, 'compared with');
    expect(
      unlike({
        pair: `${pair.at(['quality'], 'Difference')} ${pair.at(['quality'], 'Interval')?.trim()}`,
        terminal: overview.at(names, 'quality, points'),
      }),
    ).toEqual({});
    expect(pair.at(['quality'], 'Verdict')).toBe(overview.at(names, 'verdict'));
  });
});

describe('the recommendation', () => {
  it('is one sentence for all, the saving included', async () => {
    await openView('/decision');
    const { paragraph } = answer;
    expect(paragraph).toMatch(/^Use model 0: .* It costs \d\S* % less than model 2 \(\d\d % interval /);
    expect(screen.getByText(/^Use /).textContent).toBe(paragraph);
    expect(html.querySelector('.answer')?.textContent).toBe(paragraph);
    expect(terminal.split('\n')).toContain(paragraph);
    expect(markdown.split('\n')).toContain(`**${paragraph}**`);
  });

  it('has the same evidence', async () => {
    const page = new Cells(await openView('/decision'), '$/1k calls');
    const table = new Cells(terminalTables, '$/1k calls');
    const evidence = new Cells(tablesOf(html), 'picked %');
    for (const { label } of answer.candidates) {
      const of = (cells: Cells, title: string) => cells.at([label], title);
      expect(
        unlike({ page: of(page, '$/1k'), terminal: of(table, '$/1k'), HTML: of(evidence, '$/1k') }),
      ).toEqual({});
      expect(unlike({ page: of(page, 'Quality'), terminal: of(table, 'quality %') })).toEqual({});
      expect(unlike({ page: of(page, 'p95'), terminal: of(table, 'p95') })).toEqual({});
      expect(
        unlike({
          page: of(page, 'Difference')?.replace(' at ', ', at '),
          terminal: of(table, 'vs '),
          HTML: of(evidence, 'vs '),
        }),
      ).toEqual({});
    }
  });
});
