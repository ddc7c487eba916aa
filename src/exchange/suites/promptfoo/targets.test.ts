import { describe, expect, it } from 'vitest';
import { promptfooFolder } from '../../../../test/made-up/promptfoo-folder.ts';
import { parseYaml } from './beside.ts';

const { file, convert } = promptfooFolder();
const said = async (document: object) =>
  (await convert(document)).unsupported.map(({ what, why, where }) => `${what}: ${why} (${where.join()})`);

describe('providers', () => {
  file('p.yaml', 'id: openai:gpt-5\nlabel: of a file\n');
  file(
    'tools.json',
    '[{"type":"function","function":{"name":"find","parameters":{"type":"object"},"strict":true}}]',
  );
  const targetsOf = async (providers: unknown, more: object = {}) =>
    (await convert({ prompts: ['say hi'], providers, ...more })).targets;

  it('with their settings', async () => {
    const config = {
      temperature: '0.5',
      max_tokens: 9,
      stop: 'x',
      apiBaseUrl: '{{env.BASE}}',
      apiKey: '{{ env.MY_KEY }}',
      headers: { 'x-team': 'a', Authorization: 'Bearer s3cret' },
      reasoning: { effort: 'low' },
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' } } },
    };
    expect(
      await targetsOf({ id: 'openai:gpt-5', config }, { env: { BASE: 'http://127.0.0.1:1/v1' } }),
    ).toEqual([
      {
        model: 'openai/gpt-5',
        baseUrl: 'http://127.0.0.1:1/v1',
        apiKeyEnv: 'MY_KEY',
        headers: { 'x-team': 'a' },
        parameters: {
          temperature: 0.5,
          maxOutputTokens: 9,
          stopSequences: ['x'],
          reasoning: 'low',
          responseFormat: { name: 'n', schema: { type: 'object' } },
        },
      },
    ]);
  });

  it('never copies a key, not even into the list', async () => {
    const config = { apiKey: 's3cret', headers: { 'x-api-key': 's3cret' }, temperature: '{{env.T}}' };
    const converted = await convert({ prompts: ['x'], providers: [{ id: 'openai:a', config }] });
    expect(JSON.stringify(converted)).not.toContain('s3cret');
    expect(converted.unsupported).toHaveLength(3);
  });

  it('in merge keys, as keys, and in files', async () => {
    const document = parseYaml(
      `prompts: [x]
providers:
  - { id: openai:a, config: &c { temperature: 0.1, max_tokens: 5 } }
  - { id: openai:b, config: { <<: *c, max_tokens: 9 } }
  - 'openai:c': { label: third }
  - file://p.yaml
`,
    );
    expect((await convert(document)).targets).toMatchObject([
      { model: 'openai/a', parameters: { temperature: 0.1, maxOutputTokens: 5 } },
      { model: 'openai/b', parameters: { temperature: 0.1, maxOutputTokens: 9 } },
      { model: 'openai/c', label: 'third' },
      { model: 'openai/gpt-5', label: 'of a file' },
    ]);
  });

  it('with prompts of their own', async () => {
    const { targets, unsupported } = await convert({
      prompts: [{ raw: 'x', label: 'group:one' }, { raw: 'y', label: 'group:two' }, 'z'],
      providers: [
        { id: 'openai:a', prompts: ['group'] },
        { id: 'openai:b', prompts: ['none'] },
      ],
    });
    expect(targets).toEqual([{ model: 'openai/a', prompts: ['group:one', 'group:two'] }, 'openai/b']);
    expect(unsupported.map(({ what }) => what)).toEqual(['prompts of a provider']);
  });

  it('with tools, where all have the same', async () => {
    const config = { tools: 'file://tools.json' };
    const { tools, unsupported } = await convert({ prompts: ['x'], providers: [{ id: 'openai:a', config }] });
    expect(tools).toEqual([{ name: 'find', parameters: { type: 'object' } }]);
    expect(unsupported.map(({ what }) => what)).toEqual(['setting strict of a tool']);
    const others = await said({ prompts: ['x'], providers: ['openai:b', { id: 'openai:a', config }] });
    expect(others.join()).toContain('tools of a provider');
  });

  it('that differ in nothing that is taken over are asked once', async () => {
    const twin = { id: 'openai:a', label: 'again', config: { user: 'x' } };
    expect(await targetsOf(['openai:a', twin])).toEqual(['openai/a']);
    expect((await said({ prompts: ['x'], providers: ['openai:a', twin] })).join()).toContain('again');
  });
});
