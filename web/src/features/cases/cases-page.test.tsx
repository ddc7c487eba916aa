import { act, openPage, screen, waitFor, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it } from 'vitest';
import type { MadeUp } from '../../../../test/made-up/made-up-run.ts';
import { gridOf, madeData } from '../../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';

async function openCases(search = '', data: MadeUp = madeData({ cases: 30 })) {
  const server = serverOf(data);
  const page = await openPage(`/runs/${data.run.run_id}/cases${search}`, server);
  const asked = () => Object.fromEntries(server.askedFor('/grid').at(-1)?.query ?? []);
  const found = (filters: Record<string, string>) =>
    gridOf(data, new URLSearchParams({ offset: '0', limit: '50', ...filters })).total;
  return { ...page, data, server, asked, found };
}
const grid = () => screen.findByRole('grid');
const rows = async () => within(await grid()).findAllByRole('rowheader');
const isActive = () => screen.getAllByRole('row').find((row) => row.getAttribute('aria-selected') === 'true');
const dialog = () => screen.findByRole('dialog');

describe('the grid of cases', () => {
  it('has a row a case and a column a target', async () => {
    const { found } = await openCases();
    await rows();
    const element = await grid();
    expect(element.getAttribute('aria-rowcount')).toBe('31');
    expect(element.getAttribute('aria-colcount')).toBe('4');
    expect(
      within(element)
        .getAllByRole('columnheader')
        .map((one) => one.textContent),
    ).toEqual(['Case', 'model 0', 'model 1', 'model 2']);
    expect(screen.getByText(`${found({})} of 30 cases`)).toBeTruthy();
    const cells = within(element).getAllByRole('gridcell');
    expect(cells[0]?.textContent).toMatch(/^(right|wrong|failed: timeout)$/);
  });

  it('says in words what each repeat came to', async () => {
    await openCases('', madeData({ cases: 4, repeats: 3 }));
    await rows();
    const [cell] = screen.getAllByRole('gridcell');
    expect(cell?.textContent).toMatch(/^((right|wrong|failed: timeout)(; |\b)){3}/);
    expect(screen.getByText(/flaky/, { selector: 'li' })).toBeTruthy();
  });

  it('narrows to the cases one target has right and another wrong', async () => {
    const { user, asked, search, found } = await openCases();
    await rows();
    await user.selectOptions(screen.getByLabelText('This target is right'), 'model 2');
    expect(screen.getByText('choose two different targets')).toBeTruthy();
    expect(asked()['right']).toBeUndefined();
    await user.selectOptions(screen.getByLabelText('This target is wrong'), 'model 0');
    await screen.findByText(`${found({ right: 'target-2', wrong: 'target-0' })} of 30 cases`);
    expect(asked()).toMatchObject({ right: 'target-2', wrong: 'target-0' });
    expect(search()).toBe('?right=target-2&wrong=target-0');
    const options = within(screen.getByLabelText('This target is wrong')).getAllByRole('option');
    expect(
      options.filter((option) => (option as HTMLOptionElement).disabled).map((one) => one.textContent),
    ).toEqual(['model 2']);
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await screen.findByText('30 of 30 cases');
    expect(search()).toBe('');
  });

  it('opens a row that is clicked while it is being fetched, once it is there', async () => {
    const { user, search, server, data } = await openCases();
    await rows();
    const answer = Promise.withResolvers<void>();
    server.on('GET /api/runs/*/grid', async ({ query }) => {
      await answer.promise;
      return gridOf(data, query);
    });
    await user.click(screen.getByRole('radio', { name: 'some failed' }));
    await user.click((await rows())[0] as HTMLElement);
    answer.resolve();
    await dialog();
    expect(search()).toMatch(/^\?outcome=failed&case=/);
  });

  it.each([
    ['some failed', { outcome: 'failed' }],
    ['some wrong', { outcome: 'wrong' }],
  ])('narrows to cases with %s', async (name, query) => {
    const { user, asked, found } = await openCases();
    await rows();
    await user.click(screen.getByRole('radio', { name }));
    await screen.findByText(`${found(query)} of 30 cases`);
    expect(asked()).toMatchObject(query);
  });

  it('narrows to a category, and to what is searched for once the writing pauses', async () => {
    const { user, server, search } = await openCases();
    await rows();
    await user.selectOptions(screen.getByLabelText('Category'), 'billing');
    await screen.findByText('10 of 30 cases');
    (document.activeElement as HTMLElement).blur();
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByLabelText('Search in case ids and prompts'));
    await user.keyboard('question 3:');
    await screen.findByText('1 of 30 cases');
    expect(search()).toBe('?category=billing&search=question+3%3A');
    const searched = server.askedFor('/grid').map(({ query }) => query.get('search'));
    expect(new Set(searched)).toEqual(new Set([null, 'question 3:']));
  });

  it('finds its filters in the address', async () => {
    await openCases('?outcome=wrong&category=returns&search=case');
    await rows();
    expect((screen.getByLabelText('Category') as HTMLSelectElement).value).toBe('returns');
    expect((screen.getByLabelText('Search in case ids and prompts') as HTMLInputElement).value).toBe('case');
    expect((screen.getByRole('radio', { name: 'some wrong' }) as HTMLInputElement).checked).toBe(true);
  });

  it('says so when nothing matches', async () => {
    await openCases('?search=nothing-like-it');
    expect(await screen.findByText('No matching cases')).toBeTruthy();
    expect(screen.getByText('0 of 30 cases')).toBeTruthy();
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('says what went wrong', async () => {
    const data = madeData();
    const server = serverOf(data).on(`GET /api/runs/${data.run.run_id}/grid`, () =>
      refuse({ status: 400, message: 'there is no such target' }),
    );
    await openPage(`/runs/${data.run.run_id}/cases`, server);
    expect((await screen.findByRole('alert')).textContent).toContain('there is no such target');
  });

  it('asks for no page behind its last, whatever row the keyboard is at', async () => {
    const { user, server } = await openCases('', madeData({ cases: 50, targets: 1 }));
    await rows();
    (await grid()).focus();
    await user.keyboard('{End}');
    expect((await grid()).getAttribute('aria-activedescendant')).toBe('case-row-49');
    expect(server.askedFor('/grid').map(({ query }) => query.get('offset'))).toEqual(['0']);
  });

  it('fetches the rows it shows, a page at a time', async () => {
    const { user, server } = await openCases('', madeData({ cases: 400, targets: 1 }));
    await rows();
    const offsets = () => [
      ...new Set(server.askedFor('/grid').map(({ query }) => Number(query.get('offset')))),
    ];
    expect(offsets()).toEqual([0]);
    (await grid()).focus();
    await user.keyboard('{End}');
    await waitFor(() => expect(offsets()).toContain(350));
    expect(offsets().length).toBeLessThan(5);
  });
});

describe('the grid by the keyboard', () => {
  it('is searched from anywhere by /, and goes back to its first row', async () => {
    const { user, search } = await openCases();
    await rows();
    (await grid()).focus();
    await user.keyboard('{End}/');
    const field = screen.getByLabelText('Search in case ids and prompts');
    expect(document.activeElement).toBe(field);
    expect((field as HTMLInputElement).value).toBe('');
    await user.keyboard('case-2');
    await waitFor(() => expect(search()).toBe('?search=case-2'));
    await waitFor(() => expect(isActive()?.getAttribute('aria-rowindex')).toBe('2'));
  });

  it('moves by pages, leaves Ctrl to the browser, and opens the row it is at', async () => {
    const { user, server, search } = await openCases('', madeData({ cases: 120, targets: 1 }));
    await rows();
    const element = await grid();
    element.focus();
    const at = () => Number(element.getAttribute('aria-activedescendant')?.replace('case-row-', ''));
    await user.keyboard('{PageDown}');
    const page = at();
    expect(page).toBeGreaterThan(5);
    await user.keyboard('{PageDown}{PageUp}');
    expect(at()).toBe(page);
    await user.keyboard('{Control>}{Home}{/Control}');
    expect(at()).toBe(page);
    await user.keyboard('{End}');
    expect(at()).toBe(119);
    await waitFor(() =>
      expect(server.askedFor('/grid').some(({ query }) => query.get('offset') === '100')).toBe(true),
    );
    await act(async () => undefined);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(search()).toBe('?case=case-119'));
  });

  it('moves by arrows and letters, and stays within the cases', async () => {
    const { user } = await openCases('', madeData({ cases: 5 }));
    await rows();
    (await grid()).focus();
    const at = async (keys: string) => {
      await user.keyboard(keys);
      return Number(isActive()?.getAttribute('aria-rowindex')) - 2;
    };
    expect(await at('{ArrowDown}{ArrowDown}')).toBe(2);
    expect(await at('k')).toBe(1);
    expect(await at('{Home}{ArrowUp}')).toBe(0);
    expect(await at('{End}j')).toBe(4);
    expect((await grid()).getAttribute('aria-activedescendant')).toBe('case-row-4');
  });

  it('opens a case, steps to the next, and closes it', async () => {
    const { user, search } = await openCases();
    await rows();
    (await grid()).focus();
    await user.keyboard('{ArrowDown}{Enter}');
    await within(await dialog()).findByRole('heading', { name: 'case-1' });
    expect(search()).toBe('?case=case-1');
    expect(within(await dialog()).getByText('2 of 30')).toBeTruthy();
    await user.keyboard('j');
    await within(await dialog()).findByRole('heading', { name: 'case-2' });
    await user.keyboard('kk');
    await within(await dialog()).findByRole('heading', { name: 'case-0' });
    expect(
      (within(await dialog()).getByRole('button', { name: /^Previous/ }) as HTMLButtonElement).disabled,
    ).toBe(true);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(search()).toBe('');
  });

  it('closes a case by the way back', async () => {
    const { user, goBack, search } = await openCases('?category=billing');
    await rows();
    await user.click((await rows())[1] as HTMLElement);
    await dialog();
    expect(search()).toBe('?category=billing&case=case-3');
    await goBack();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(search()).toBe('?category=billing');
  });

  it('opens the case of the address, wherever it is', async () => {
    const { user, search } = await openCases('?case=case-29');
    await within(await dialog()).findByRole('heading', { name: 'case-29' });
    await user.click(within(await dialog()).getByRole('button', { name: /^Close/ }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await act(async () => undefined);
    expect(search()).toBe('');
  });
});
