import { describe, expect, it } from 'vitest';
import { comparisonOf, loadOf, madeData, recommendationOf } from '../../fixtures/made-data.ts';
import { serverOf } from '../../fixtures/made-server.ts';
import { openPage, screen, within } from '../../fixtures/open-page.tsx';

/** Turns the line round, is not seen, and would be markup. */
const evil = 'a\u202eb\u200bc\u0007 <img src=x onerror=alert(1)> {{1}}';

/** Whoever names targets, suites, cases and scorers, and answers, is not trusted. */
function hostileRun() {
  return madeData({
    targets: 2,
    cases: 6,
    change: ({ run, cases, batch }) => {
      run.suite_name = evil;
      run.judged = { calls: 1, usd: null };
      run.targets.forEach((target, i) => (target.label = `${i} ${evil}`));
      for (const item of cases) Object.assign(item, { category: evil + (item.index % 2), preview: evil });
      for (const sample of batch.samples) {
        sample.category = evil + (sample.case_index % 2);
        sample.response_model = evil;
        sample.finish_reason = evil;
      }
      for (const payload of batch.payloads) {
        payload.messages = [{ role: 'user', content: evil }];
        payload.expected = evil;
        payload.scores = [{ name: evil, value: 0, passed: false, label: evil, explanation: evil }] as never;
        if (payload.answer) payload.answer.text = evil;
        else payload.error_message = evil;
        payload.steps = [
          {
            sent: [{ role: 'user', content: evil }],
            outcome: 'error',
            error_class: 'server',
            error_message: evil,
          },
        ] as never;
      }
      run.load = {
        shape: 'constant-rate',
        options: {},
        phases: [
          {
            target_id: 'target-0',
            purpose: 'measure',
            rate: 1,
            users: null,
            from_ms: run.started_at_ms,
            measure_from_ms: run.started_at_ms,
            measure_to_ms: run.started_at_ms + 1000,
            ended_at_ms: run.started_at_ms + 1000,
          },
        ],
      } as never;
    },
  });
}

function hostileServer() {
  const data = hostileRun();
  const path = `/api/runs/${data.run.run_id}`;
  const server = serverOf(data);
  server.on('GET /api/compare', () => ({ ...comparisonOf(data), notes: [evil] }));
  server.on(`GET ${path}/load`, () => loadOf(data));
  server.on(`GET ${path}/recommendation`, () => ({ ...recommendationOf(data, {}), paragraph: evil }));
  server.on(`GET ${path}/judges`, () => ({
    judges: [
      {
        scorer: evil,
        judges: [evil],
        calibration: {
          n: 1,
          targets: [{ label: `0 ${evil}`, raw: 1, corrected: null, people: 1, labelled: 1 }],
        },
      },
    ],
    notes: [evil],
  }));
  return { server, base: `/runs/${data.run.run_id}` };
}

/** All that is read, seen by resting on it, or listened to. */
function textsOf(page: HTMLElement): string[] {
  const told = [...page.querySelectorAll('[title], [aria-label]')];
  return [
    page.textContent ?? '',
    ...told.flatMap((one) => [one.getAttribute('title') ?? '', one.getAttribute('aria-label') ?? '']),
  ];
}

const views: [name: string, path: string, ready: () => Promise<unknown>][] = [
  ['the runs', '', () => screen.findByRole('table')],
  ['the overview', '/', () => screen.findByRole('region', { name: /^Judge/ })],
  ['the cases', '/cases', () => screen.findAllByRole('rowheader')],
  ['a case', '/cases?case=case-1', () => screen.findAllByRole('article')],
  ['the comparison', '/compare', () => screen.findByRole('region', { name: 'Matrix of verdicts' })],
  ['the recommendation', '/decision', () => screen.findByRole('region', { name: 'Candidates' })],
  ['labels', '/label', () => screen.findByRole('region', { name: 'Answer' })],
  [
    'labels by a name of their own',
    `/label?criterion=${encodeURIComponent(evil)}`,
    () => screen.findByRole('region', { name: 'Answer' }),
  ],
  ['the load', '/load', () => screen.findByRole('table')],
];

describe('text of others', () => {
  it.each(views)('is seen as it is in %s', async (name, path, ready) => {
    const { server, base } = hostileServer();
    await openPage(name === 'the runs' ? '/' : `${base}${path}`, server);
    await ready();
    const texts = textsOf(document.body);
    expect(texts.some((text) => text.includes('<img src=x onerror=alert(1)>'))).toBe(true);
    // lines and tabs are meant; all else that is hidden is shown by a sign
    for (const hidden of ['\u202e', '\u200b', '\u0007'])
      for (const text of texts) expect(text).not.toContain(hidden);
    expect(document.body.querySelector('img[src=x], script')).toBeNull();
  });

  it('names a target that a judge scored by the same mark as everywhere', async () => {
    const { server, base } = hostileServer();
    await openPage(base, server);
    const judge = await screen.findByRole('region', { name: /^Judge/ });
    const marks = (page: HTMLElement) => page.querySelectorAll('th[scope="row"] svg path');
    const own = [...marks(screen.getByRole('region', { name: 'Comparison of the targets' }))];
    expect(own.map((mark) => mark.getAttribute('fill'))).toContain(marks(judge)[0]?.getAttribute('fill'));
    expect(within(judge).getByRole('rowheader').textContent).toContain('\\u202e');
  });
});
