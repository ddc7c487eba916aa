import { describe, expect, it } from 'vitest';
import { madeData } from '../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../fixtures/made-server.ts';
import { act, openPage, screen, waitFor } from '../../fixtures/open-page.tsx';

/** What each view asks for, what it says until that is there, and what shows that it is. */
const views: [name: string, path: string, asked: string, waiting: RegExp, ready: () => Promise<unknown>][] = [
  [
    'the overview',
    '',
    '',
    /Loading the run …/,
    () => screen.findByRole('region', { name: 'Comparison of the targets' }),
  ],
  ['the cases', '/cases', '/grid', /Loading …/, () => screen.findAllByRole('rowheader')],
  [
    'the comparison',
    '/compare',
    'compare',
    /Comparing 3 targets, 3 pairs …/,
    () => screen.findByRole('region', { name: 'Matrix of verdicts' }),
  ],
  [
    'the recommendation',
    '/decision',
    '/recommendation',
    /Computing the recommendation …/,
    () => screen.findByRole('region', { name: 'Candidates' }),
  ],
  ['labelling', '/label', '/labels', /Loading …/, () => screen.findByRole('region', { name: 'Answer' })],
];
const main = () => screen.getByRole('main').textContent ?? '';

function serverOfView(asked: string, answer: () => unknown) {
  const data = madeData();
  const path = `/api/runs/${data.run.run_id}`;
  const server = serverOf(data);
  const whole = serverOf(data);
  const route = asked === 'compare' ? '/api/compare' : `${path}${asked}`;
  const state = { isThere: false };
  server.on(`GET ${route}`, (request) =>
    state.isThere ? whole.fetch(`http://localhost${request.path}?${request.query}`) : (answer() as Response),
  );
  return { server, data, state };
}

describe.each(views)('%s', (_, path, asked, waiting, ready) => {
  it('says that it waits, and shows no figure before it has one', async () => {
    let answer: (response: Response) => void = () => undefined;
    const { server, data, state } = serverOfView(
      asked,
      () => new Promise<Response>((resolve) => (answer = resolve)),
    );
    await openPage(`/runs/${data.run.run_id}${path}`, server);
    await waitFor(() => expect(main()).toMatch(waiting));
    for (const role of ['table', 'grid', 'article', 'alert'])
      expect(screen.queryAllByRole(role).filter((one) => one.getAttribute('aria-rowcount') !== '1')).toEqual(
        [],
      );
    state.isThere = true;
    const route = asked === 'compare' ? '/api/compare' : `/api/runs/${data.run.run_id}${asked}`;
    const query = server.asked.findLast((one) => one.path === route)?.query;
    const response = await server.fetch(`http://localhost${route}?${query}`);
    await act(async () => answer(response));
    await ready();
    expect(main()).not.toMatch(waiting);
  });

  it('says what went wrong, with what to do about it, and shows what there is once it is asked again', async () => {
    const { server, data, state } = serverOfView(asked, () =>
      refuse({ status: 500, message: 'the disk is full', remedy: 'Delete old runs.' }),
    );
    const { user } = await openPage(`/runs/${data.run.run_id}${path}`, server);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('the disk is full');
    expect(alert.textContent).toContain('Delete old runs.');
    state.isThere = true;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await ready();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
