import { openPage, screen, waitFor, within } from '../../fixtures/open-page.tsx';
import { describe, expect, it } from 'vitest';
import { madeData } from '../../fixtures/made-data.ts';
import { serverOf } from '../../fixtures/made-server.ts';

const scheme = () => document.documentElement.getAttribute('data-mantine-color-scheme');

describe('the frame of every page', () => {
  it('leads to the runs and to the content', async () => {
    await openPage('/', serverOf());
    await screen.findByText('No runs yet');
    expect(screen.getByRole('link', { name: 'Skip to content' }).getAttribute('href')).toBe('#main');
    expect(screen.getByRole('main').id).toBe('main');
    const runs = within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Runs' });
    expect(runs.getAttribute('href')).toBe('/');
  });

  it('goes from light to dark and back, by its button and by t', async () => {
    const { user } = await openPage('/', serverOf());
    await screen.findByText('No runs yet');
    const before = scheme();
    await user.keyboard('t');
    expect(scheme()).not.toBe(before);
    await user.click(screen.getByRole('button', { name: /^Switch to/ }));
    expect(scheme()).toBe(before);
  });

  it('has a list of its keys, by group', async () => {
    const { user } = await openPage('/', serverOf());
    await screen.findByText('No runs yet');
    await user.keyboard('?');
    const dialog = within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }));
    expect(dialog.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual([
      'Everywhere',
      'Tables',
      'Run',
      'Label',
      'Cases',
    ]);
    expect(dialog.getByText('recommendation').previousElementSibling?.textContent).toBe('d');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Keyboard shortcuts' }));
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy();
  });

  it('says what the server does besides, until it has done it', async () => {
    const headers = { 'x-assay-background': 'reading journals: 1 of 20 runs' };
    const list = { runs: [], next_cursor: null };
    const server = serverOf().on('GET /api/runs', () => Response.json(list, { headers }));
    await openPage('/', server);
    expect(await screen.findByText('The server is reading journals: 1 of 20 runs.')).toBeTruthy();
    // it is asked again by itself, and says nothing any more
    await waitFor(() => expect(screen.queryByText(/^The server is reading/)).toBeNull(), { timeout: 8000 });
  });

  it('takes no key that is typed into a field', async () => {
    const data = madeData({ cases: 4 });
    const { user } = await openPage(`/runs/${data.run.run_id}/cases`, serverOf(data));
    const before = scheme();
    await user.type(await screen.findByLabelText('Search in case ids and prompts'), 't?o');
    expect(scheme()).toBe(before);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('grid')).toBeTruthy();
  });

  it('says so where there is no such page, and leads back', async () => {
    const { user, address } = await openPage('/no/such/page', serverOf());
    expect(await screen.findByText('There is no such page.')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'All runs' }));
    await screen.findByText('No runs yet');
    expect(address()).toBe('/');
  });
});
