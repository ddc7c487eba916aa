import { screen, show } from '../../fixtures/open-page.tsx';
import { userEvent } from '@testing-library/user-event';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { targetSummaryOf } from '../../fixtures/summary.ts';
import { ApiError } from '../lib/api.ts';
import { metrics } from '../../../src/view/metrics/metrics.ts';
import { lookAt } from '../../../src/view/target-look.ts';
import { IntervalBar } from './interval-bar.tsx';
import { MetricValue } from './metric-value.tsx';
import { ErrorNotice, Notice } from './notice.tsx';
import { Panel } from './panel.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { StatusMark } from './status-mark.tsx';
import { TargetName } from './target-name.tsx';

describe('a value', () => {
  const quality = { value: 0.785, n: 200, low: 0.72, high: 0.84, level: 0.95 };

  it('is shown without the unit that its header has, and says when it is the best', () => {
    const { container } = show(<MetricValue metric={metrics.quality} reading={quality} isBest />);
    expect(container.textContent).toBe('78.5, best');
    expect(screen.getByTitle(/^n 200/)).toBeTruthy();
  });

  it('is n/a with the reason when it is unknown, for those who listen and those who focus it', async () => {
    const reading = { value: null, n: 0, why: 'no price is known' };
    const { container } = show(<MetricValue metric={metrics.costPer1k} reading={reading} />);
    expect(container.textContent).toBe('n/a: no price is known');
    await userEvent.setup().tab();
    expect((await screen.findByRole('tooltip')).textContent).toBe('no price is known');
  });

  it('is marked as provisional when it must not be quoted', () => {
    const reading = metrics.e2eP95.read(
      targetSummaryOf('a', {
        latency: {
          e2e_ms: { ...(targetSummaryOf('a').latency.e2e_ms as object), n: 50, p95: null } as never,
        },
      }),
    );
    const { container } = show(<MetricValue metric={metrics.e2eP95} reading={reading} />);
    expect(container.textContent).toMatch(/^~[\d,.]+ n 50, provisional: p95 needs 130 answers, has 50/);
  });

  it('has its interval in words', () => {
    const reading = metrics.e2eP50.read(targetSummaryOf('a'));
    const { container } = show(<MetricValue metric={metrics.e2eP50} reading={reading} />);
    expect(container.textContent).toMatch(/95 % interval \[[\d,.]+, [\d,.]+\] ms$/);
  });
});

describe('an interval on a scale', () => {
  const numbers = fc.double({ min: -1, max: 1, noNaN: true });

  it('is within the scale, with the value inside it', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 5, maxLength: 5 }), (given) => {
        const [from = 0, low = 0, value = 0, high = 0, to = 0] = given.toSorted((a, b) => a - b);
        const { container, unmount } = show(
          <IntervalBar value={value} low={low} high={high} from={from} to={to} colour="red" />,
        );
        const [, band, mark] = [...container.querySelectorAll('line')];
        const at = (line: Element | undefined, end: string) =>
          Number(line?.getAttribute(end)?.replace('%', ''));
        expect(at(band, 'x1')).toBeGreaterThanOrEqual(-0.01);
        expect(at(band, 'x2')).toBeLessThanOrEqual(100.01);
        expect(at(mark, 'x1')).toBeGreaterThanOrEqual(at(band, 'x1') - 0.01);
        expect(at(mark, 'x1')).toBeLessThanOrEqual(at(band, 'x2') + 0.01);
        unmount();
      }),
      { numRuns: 50 },
    );
  });
});

describe('progress', () => {
  it.each([
    [0, 0, 0],
    [3, 12, 0.25],
    [13, 12, 1],
  ])('of %d of %d is drawn as %d', (done, total, fraction) => {
    show(<ProgressBar done={done} total={total} label="Progress" />);
    const bar = screen.getByRole('progressbar', { name: 'Progress' });
    expect([bar.getAttribute('aria-valuenow'), bar.getAttribute('aria-valuemax')]).toEqual([
      `${done}`,
      `${total}`,
    ]);
    expect((bar.firstElementChild as HTMLElement).style.transform).toBe(`scaleX(${fraction})`);
  });
});

describe('a target', () => {
  it('has the mark of its charts, and its whole name for those who listen', () => {
    const look = { ...lookAt(3, 'light'), cut: { head: 'some-provider/a-model', tail: '-2026' } };
    const { container } = show(<TargetName look={look} label="some-provider/a-model-2026" />);
    expect(container.querySelector('path')?.getAttribute('fill')).toBe(look.colour);
    expect(container.querySelector('[aria-hidden] ~ bdi, bdi:not([aria-hidden])')?.textContent).toBe(
      'some-provider/a-model-2026',
    );
    expect(screen.getByTitle('some-provider/a-model-2026')).toBeTruthy();
  });

  it('keeps a name that runs from right to left from turning what is beside it', () => {
    const { container } = show(<TargetName look={undefined} label="נוב" />);
    expect(container.querySelector('bdi')?.textContent).toBe('נוב');
  });
});

describe('a notice', () => {
  it('interrupts only where something is wrong', () => {
    const { unmount } = show(<Notice title="Nothing yet">Wait.</Notice>);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText('Wait.')).toBeTruthy();
    unmount();
    show(<Notice title="Broken" tone="warn" />);
    expect(screen.getByRole('alert').textContent).toBe('Broken');
  });

  it('of an error has what to do about it, and a second try where there is one', async () => {
    const retry = vi.fn();
    const { unmount } = show(<ErrorNotice error={new ApiError(500, 'full', 'Delete runs.')} retry={retry} />);
    expect(screen.getByRole('alert').textContent).toBe('fullDelete runs.Try again');
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
    unmount();
    show(<ErrorNotice error={new Error('plain')} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('a panel', () => {
  it('is a region with a heading, what it shows and what can be chosen', () => {
    show(
      <Panel title="Race" note="Certain" actions={<button type="button">More</button>}>
        inside
      </Panel>,
    );
    const region = screen.getByRole('region', { name: 'Race' });
    expect(screen.getByRole('heading', { level: 2, name: 'Race' })).toBeTruthy();
    expect(region.textContent).toBe('RaceCertainMoreinside');
  });
});

it.each(['running', 'done', 'partial', 'failed'] as const)(
  'the state %s is a word, not a colour alone',
  (status) => {
    const { container } = show(<StatusMark status={status} />);
    expect(container.textContent).toBe(status);
  },
);
