import { act, openPage, screen, waitFor, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it } from 'vitest';
import { madeData } from '../../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';

async function openLabels(search = '?limit=3') {
  const data = madeData({ cases: 6 });
  const server = serverOf(data);
  const page = await openPage(`/runs/${data.run.run_id}/label${search}`, server);
  const given = () => server.askedFor('/labels', 'POST').map(({ body }) => body as { value: number | null });
  return { ...page, data, server, given };
}
const shown = () => screen.findAllByRole('region', { name: /^Answer/ });
const key = (name: RegExp) =>
  within(screen.getByRole('group', { name: 'Labels' })).getByRole('button', { name });
const counted = (text: string) => screen.findByText(text);

describe('labelling answers', () => {
  it('shows the question, what is expected and one answer, and not who gave it', async () => {
    const { data } = await openLabels();
    const [answer] = await shown();
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('correct?');
    expect(screen.getByRole('region', { name: 'Question' }).textContent).toContain('what is {x:String}?');
    expect(screen.getByRole('region', { name: 'Expected' }).textContent).toContain('"label": "a"');
    expect(answer?.textContent).toContain('ünïcode');
    const text = screen.getByRole('main').textContent ?? '';
    for (const { label, model, id } of data.run.targets)
      for (const name of [label, model, id]) expect(text).not.toContain(name);
  });

  it('keeps what a key says, and goes on to the next answer', async () => {
    const { user, given, server } = await openLabels();
    window.assayPageKey = 'the-key';
    await shown();
    await user.keyboard('y');
    await counted('1 of 3 labelled');
    await shown();
    await user.keyboard('n');
    await counted('2 of 3 labelled');
    expect(given()).toMatchObject([
      { criterion: 'correct', by: 'ada', other_sample_id: null, value: 1 },
      { value: 0 },
    ]);
    expect(new Set(given().map((label) => (label as unknown as { sample_id: string }).sample_id)).size).toBe(
      2,
    );
    expect(server.askedFor('/labels', 'POST')[0]?.headers.get('x-assay')).toBe('the-key');
    delete window.assayPageKey;
  });

  it('takes back the last one, which is then shown again', async () => {
    const { user, given } = await openLabels();
    await shown();
    expect(key(/undo/).getAttribute('aria-disabled')).toBe('true');
    await user.keyboard('u');
    expect(given()).toEqual([]);
    const [first] = await shown();
    const text = first?.textContent;
    await user.keyboard('y');
    await counted('1 of 3 labelled');
    await shown();
    await user.click(key(/undo/));
    await counted('0 of 3 labelled');
    expect(given().at(-1)?.value).toBeNull();
    expect((await shown())[0]?.textContent).toBe(text);
  });

  it('ends when all are labelled', async () => {
    const { user } = await openLabels();
    for (const count of [1, 2, 3]) {
      await shown();
      await user.keyboard('y');
      await counted(`${count} of 3 labelled`);
    }
    const heading = screen.getByRole('heading', { name: 'All labelled' });
    expect(document.activeElement).toBe(heading);
    expect(screen.queryByRole('region', { name: 'Answer' })).toBeNull();
    expect(screen.getByRole('progressbar', { name: 'Labelled' }).getAttribute('aria-valuenow')).toBe('3');
  });

  it('skips, and comes back to what was skipped when asked to', async () => {
    const { user, given } = await openLabels('?limit=2');
    await shown();
    await user.keyboard('s');
    await shown();
    await user.keyboard('y');
    await screen.findByRole('heading', { name: 'No more answers' });
    expect(screen.getByText(/^1 skipped/)).toBeTruthy();
    expect(given()).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Show skipped' }));
    await shown();
    await user.keyboard('n');
    await screen.findByRole('heading', { name: 'All labelled' });
  });

  it('stays where it is when a label was not kept, and says why', async () => {
    const { user, server, data, given } = await openLabels();
    const path = `POST /api/runs/${data.run.run_id}/labels`;
    server.on(path, () => refuse({ status: 401, message: 'Open the page by its link.' }));
    await shown();
    await user.keyboard('y');
    expect((await screen.findByRole('alert')).textContent).toContain('Open the page by its link.');
    await counted('0 of 3 labelled');
    server.on(path, ({ body }) => body);
    await user.keyboard('y');
    await counted('1 of 3 labelled');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(given()).toHaveLength(2);
  });

  it('shows two answers side by side when asked which is better, and has t for neither', async () => {
    const { user, given } = await openLabels('?pairs=true&limit=3');
    expect((await shown()).map((one) => one.getAttribute('aria-label'))).toEqual(['Answer A', 'Answer B']);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Which is better?');
    const scheme = document.documentElement.getAttribute('data-mantine-color-scheme');
    await user.keyboard('t');
    await counted('1 of 3 labelled');
    expect(given()).toMatchObject([{ value: 0.5, other_sample_id: expect.any(String) }]);
    expect(document.documentElement.getAttribute('data-mantine-color-scheme')).toBe(scheme);
  });

  it('has a key for each level', async () => {
    const { user, given } = await openLabels('?levels=5&limit=2');
    await shown();
    const levels = within(screen.getByRole('group', { name: 'Labels' })).getAllByRole('button', {
      name: /level \d/,
    });
    expect(levels.map((button) => button.getAttribute('aria-keyshortcuts'))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    await user.keyboard('4');
    await counted('1 of 2 labelled');
    expect(given()).toMatchObject([{ value: 0.75 }]);
  });

  it('takes no key that is typed into a field, held down, or pressed with Ctrl', async () => {
    const { user, given } = await openLabels();
    await shown();
    await user.type(screen.getByLabelText('Labelled by'), 'yny');
    await user.keyboard('{Escape}');
    (document.activeElement as HTMLElement).blur();
    await user.keyboard('{Control>}y{/Control}');
    await act(() =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'y', repeat: true, bubbles: true })),
    );
    expect(given()).toEqual([]);
    expect(screen.getByText('0 of 3 labelled')).toBeTruthy();
  });

  it('asks what its form says, and keeps that in the address', async () => {
    const { user, search, server } = await openLabels('?seed=7');
    await shown();
    await user.type(screen.getByRole('textbox', { name: 'Question' }), 'polite');
    await user.selectOptions(screen.getByLabelText('Scale'), 'levels of the judge kind');
    await user.type(screen.getByLabelText('How many'), '2');
    await user.click(screen.getByRole('button', { name: 'Apply' }));
    await waitFor(() => expect(search()).toBe('?criterion=polite&limit=2&seed=7&rubric=kind'));
    await counted('0 of 2 labelled');
    const asked = server.askedFor('/labels').at(-1)?.query;
    expect(Object.fromEntries(asked ?? [])).toEqual({
      criterion: 'polite',
      limit: '2',
      seed: '7',
      rubric: 'kind',
    });
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('polite?');
  });

  it('says so where there is nothing to label, and why', async () => {
    const data = madeData();
    const server = serverOf(data);
    const list = { criterion: 'correct', question: '', rubrics: [], by: 'ada', choices: [], items: [] };
    server.on(`GET /api/runs/${data.run.run_id}/labels`, () => list);
    await openPage(`/runs/${data.run.run_id}/label`, server);
    expect(await screen.findByText('There are no answers to label.')).toBeTruthy();
    expect(screen.queryByRole('group', { name: 'Labels' })).toBeNull();
  });

  it('says what cannot be asked, and tries again', async () => {
    const data = madeData();
    const server = serverOf(data);
    server.on(`GET /api/runs/${data.run.run_id}/labels`, () =>
      refuse({ status: 400, message: 'limit: too small', remedy: 'Give 1 to 500.' }),
    );
    await openPage(`/runs/${data.run.run_id}/label?limit=0`, server);
    expect((await screen.findByRole('alert')).textContent).toContain('Give 1 to 500.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('shows an answer as text, however it is written', async () => {
    const data = madeData({
      cases: 2,
      change: ({ batch }) => {
        for (const payload of batch.payloads)
          if (payload.answer)
            payload.answer = { ...payload.answer, text: '<script>x</script>\u202e **bold**' };
      },
    });
    await openPage(`/runs/${data.run.run_id}/label`, serverOf(data));
    const [answer] = await shown();
    expect(answer?.textContent).toContain('<script>x</script>');
    expect(answer?.textContent).toContain('**bold**');
    expect(answer?.textContent).not.toContain('\u202e');
  });
});
