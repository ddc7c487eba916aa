import { openPage, screen, within } from '../../../fixtures/open-page.tsx';
import { describe, expect, it } from 'vitest';
import type { Sample, SamplePayload } from '../../../../src/contract/sample.ts';
import { madeData } from '../../../fixtures/made-data.ts';
import { refuse, serverOf } from '../../../fixtures/made-server.ts';

/** The case of two targets of which the first has answered as it is told. */
async function openCase(change: (sample: Sample, payload: SamplePayload) => void = () => undefined) {
  const data = madeData({
    cases: 1,
    targets: 2,
    change: ({ batch }) => {
      const [sample, second] = batch.samples;
      const [payload] = batch.payloads;
      if (second)
        Object.assign(second, { outcome: 'timeout', error_class: 'timeout', ttft_ms: null, e2e_ms: null });
      if (sample && payload) change(sample, payload);
    },
  });
  const page = await openPage(`/runs/${data.run.run_id}/cases?case=case-0`, serverOf(data));
  const dialog = within(await screen.findByRole('dialog'));
  const card = within(await dialog.findByRole('article', { name: 'model 0' }));
  const fact = (name: string) => card.getByText(name, { selector: 'dt' }).nextElementSibling?.textContent;
  return { ...page, data, dialog, card, fact };
}

describe('a case in full', () => {
  it('has what was asked, what was expected, and an answer a target', async () => {
    const { dialog, card } = await openCase();
    expect(dialog.getByRole('region', { name: 'Prompt' }).textContent).toContain(
      'Question 0: what is {x:String}?',
    );
    expect(dialog.getByRole('region', { name: 'Expected' }).textContent).toContain('"label": "a"');
    expect(dialog.getAllByRole('article')).toHaveLength(2);
    expect(dialog.getByText('2 answers of 2 targets')).toBeTruthy();
    expect(card.getByLabelText('Output').textContent).toContain("\\ 'apostrophe'");
    expect(card.getByRole('list', { name: 'Scores' }).textContent).toMatch(/^exact(100|0)/);
  });

  it('says why there is no answer', async () => {
    const { dialog } = await openCase((_, payload) =>
      Object.assign(payload, {
        answer: null,
        error_message: 'The key was refused.\u202e',
        error_body: '{"error":"<b>no</b>"}',
      }),
    );
    const text = dialog.getByRole('article', { name: 'model 0' }).textContent ?? '';
    expect(text).toContain('The key was refused.');
    expect(text).not.toContain('\u202e');
    expect(text).toContain('{"error":"<b>no</b>"}');
    expect(dialog.queryByLabelText('Output')).not.toBeNull();
  });

  it('shows n/a for what was not measured', async () => {
    const { fact } = await openCase((sample) =>
      Object.assign(sample, {
        ttft_ms: null,
        e2e_ms: null,
        tok_s_user: null,
        norm_tok_s: null,
        input_tokens: null,
        cost_nanousd: null,
        finish_reason: '',
        response_model: '',
      }),
    );
    const unknown = ['TTFT', 'End to end', 'Speed', 'Tokens in', 'Cost', 'Finish reason', 'Model', 'Connect'];
    expect(unknown.map(fact)).toEqual(unknown.map(() => 'n/a'));
  });

  it('tells what is behind a number where there is more to tell', async () => {
    const { fact } = await openCase((sample) =>
      Object.assign(sample, {
        input_tokens: 1200,
        cache_read_tokens: 800,
        reasoning_tokens: 64,
        usage_gap: 0.5,
        usage_source: 'provider',
        connect_ms: 40,
        dns_ms: 5,
        tls_ms: 20,
        service_tier: 'flex',
        http_status: 206,
      }),
    );
    expect(fact('Tokens in')).toBe('1,200 + 800 cached');
    expect(fact('Tokens out')).toMatch(/\d+ \+ 64 reasoning$/);
    expect(fact('Usage')).toBe('provider, +50.0 % from a local count');
    expect(fact('Connect')).toBe('40.0 ms (DNS 5.00 ms, TLS 20.0 ms)');
    expect([fact('Service tier'), fact('HTTP')]).toEqual(['flex', '206']);
  });

  it('has a bar of the time that is told in words, of calls with an answer only', async () => {
    const { dialog } = await openCase((sample) =>
      Object.assign(sample, { queue_ms: 2, ttft_ms: 100, e2e_ms: 350 }),
    );
    const bars = dialog.getAllByRole('img', { name: /^Queue/ });
    expect(bars.map((bar) => bar.getAttribute('aria-label'))).toEqual([
      'Queue 2.00 ms, first content after 100 ms, stream 250 ms',
    ]);
  });

  it('folds reasoning away, and shows tool calls as they were written', async () => {
    const { card } = await openCase((_, payload) => {
      payload.answer = {
        text: '',
        reasoning: 'first I think',
        toolCalls: [{ name: 'search', arguments: '{"q": "<b>"}' }],
        finishReason: 'tool-calls',
      } as SamplePayload['answer'];
    });
    expect(card.getByText('Reasoning').closest('details')?.open).toBe(false);
    expect(card.getByText('first I think')).toBeTruthy();
    expect(card.getByLabelText('Tool call search').textContent).toBe('search({"q": "<b>"})');
  });

  it('says so when an answer is empty', async () => {
    const { card } = await openCase((_, payload) => {
      if (payload.answer) payload.answer = { ...payload.answer, text: '' };
    });
    expect(card.getByText('The answer has no text.')).toBeTruthy();
  });

  it('shows a huge answer in parts', async () => {
    const { user, card } = await openCase((_, payload) => {
      if (payload.answer) payload.answer = { ...payload.answer, text: 'x'.repeat(250_000) };
    });
    expect(card.getByLabelText('Output').textContent).toHaveLength(20_000);
    expect(card.getByText(/^The first 20,000 of 250,000 characters/)).toBeTruthy();
    await user.click(card.getByRole('button', { name: 'Show more' }));
    expect(card.getByLabelText('Output').textContent).toHaveLength(220_000);
    await user.click(card.getByRole('button', { name: 'Show more' }));
    expect(card.getByLabelText('Output').textContent).toHaveLength(250_000);
    expect(card.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('loads no picture from elsewhere, and makes no link of it', async () => {
    const elsewhere = { type: 'image', name: 'cat', mediaType: 'image/png', sha256: 'a', bytes: null };
    const { dialog } = await openCase((_, payload) => {
      payload.messages = [
        {
          role: 'user',
          content: [
            { ...elsewhere, url: 'https://example.org/cat.png' },
            { ...elsewhere, name: 'dog', bytes: 2048 },
          ],
        },
      ] as SamplePayload['messages'];
    });
    const prompt = within(dialog.getByRole('region', { name: 'Prompt' }));
    expect(prompt.getByText(/image\/png at https:\/\/example\.org\/cat\.png/)).toBeTruthy();
    const links = prompt.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toEqual([expect.stringMatching(/^\/api\/runs\/[\w-]+\/attachments\/a\/dog$/)]);
    expect(prompt.getByRole('link').textContent).toContain('2 KiB');
  });

  it('has a conversation call by call', async () => {
    const step = {
      sent: [{ role: 'user', content: 'and now?' }],
      outcome: 'ok',
      error_class: '',
      error_message: '',
      retried: true,
      ttft_ms: 12,
      e2e_ms: null,
      input_tokens: 5,
      output_tokens: null,
      answer: { text: 'next', reasoning: '', toolCalls: [], finishReason: 'stop' },
    };
    const { card } = await openCase((_, payload) => {
      payload.steps = [
        step,
        { ...step, outcome: 'timeout', error_class: 'timeout', error_message: 'too slow' },
      ] as never;
    });
    expect(card.getByText('2 calls')).toBeTruthy();
    const [first, second] = card.getAllByRole('listitem', { name: /^Call \d$/ });
    expect(first?.textContent).toContain('first token 12.0 ms · total n/a · 5 → n/a tokens');
    expect(second?.textContent).toContain('timeout');
    expect(second?.textContent).toContain('too slow');
  });

  it('says so of a target that has not answered yet, and of a prompt that is not kept', async () => {
    const data = madeData({ cases: 1, targets: 2, change: ({ batch }) => batch.samples.pop() });
    data.batch.payloads.length = 0;
    await openPage(`/runs/${data.run.run_id}/cases?case=case-0`, serverOf(data));
    const dialog = within(await screen.findByRole('dialog'));
    const card = within(await dialog.findByRole('article', { name: 'model 1' }));
    expect(card.getByText('Not completed yet.')).toBeTruthy();
    expect(dialog.getByText(/The prompt is stored with the first answer/)).toBeTruthy();
  });

  it('says what went wrong', async () => {
    const data = madeData({ cases: 1 });
    const server = serverOf(data).on(`GET /api/runs/${data.run.run_id}/cases/*`, (_, [caseId]) =>
      refuse({ status: 404, message: `There is no case "${caseId}".` }),
    );
    await openPage(`/runs/${data.run.run_id}/cases?case=a%2Fb`, server);
    const dialog = within(await screen.findByRole('dialog'));
    expect((await dialog.findByRole('alert')).textContent).toContain('There is no case "a/b".');
  });
});
