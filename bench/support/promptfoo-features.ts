/** Features of promptfoo's configurations, each in a piece of its own, and what is to become of it. */

export type Fate = 'taken over' | 'in another way' | 'listed';

export interface Feature {
  name: string;
  fate: Fate;
  /** Over a configuration of one prompt, one provider, one test. */
  piece: Record<string, unknown>;
  /** Where the feature stands in it. */
  place: string;
}

const test = (more: object) => ({ tests: [{ vars: { a: 'cat' }, ...more }] });
const shown = (value: object) => JSON.stringify(value).slice(1, -1).replaceAll('"', '').slice(0, 40);
const assertion = (name: string, fate: Fate, more: object = {}): Feature => ({
  name: `assertion ${name} ${shown(more)}`.trim(),
  fate,
  piece: test({ assert: [{ type: name, ...more }] }),
  place: 'tests[0].assert[0]',
});
const prompt = (name: string, fate: Fate, given: unknown): Feature => ({
  name: `prompt: ${name}`,
  fate,
  piece: { prompts: [given, 'keep {{a}}'] },
  place: 'prompts[0]',
});
const provider = (id: string, fate: Fate): Feature => ({
  name: `provider ${id}`,
  fate,
  piece: { providers: [id] },
  place: 'providers[0]',
});
const setting = (name: string, fate: Fate, value: unknown): Feature => ({
  name: `provider setting ${shown({ [name]: value })}`,
  fate,
  piece: { providers: [{ id: 'openai:gpt-5', config: { [name]: value } }] },
  place: `providers[0].config.${name}`,
});
const option = (name: string, fate: Fate, value: unknown): Feature => ({
  name: `test option ${name}`,
  fate,
  piece: test({ options: { [name]: value }, assert: [{ type: 'llm-rubric', value: 'kind' }] }),
  place: `tests[0].options.${name}`,
});
const field = (name: string, fate: Fate, value: unknown): Feature => ({
  name: `test field ${name}`,
  fate,
  piece: test({ [name]: value }),
  place: `tests[0].${name}`,
});
const whole = (name: string, fate: Fate, value: unknown): Feature => ({
  name: `setting ${name}`,
  fate,
  piece: { [name]: value },
  place: name,
});

const same = 'taken over';
const near = 'in another way';
const not = 'listed';
const cell = (text: string): Feature => ({
  name: `cell ${text}`,
  fate: 'taken over',
  piece: { tests: [{ vars: { a: text }, assert: [{ type: 'equals', value: text }] }] },
  place: 'tests[0].vars.a',
});

export const files: Record<string, string> = {
  'two.txt': 'first {{a}}\n---\nsecond {{a}}\n',
  'chat.yaml': '- role: system\n  content: be brief\n- role: user\n  content: {{a}}\n',
  'chat.json': '[{"role":"user","content":"{{a}}"}]',
  'list.jsonl': '[{"role":"user","content":"1 {{a}}"}]\n[{"role":"user","content":"2 {{a}}"}]\n',
  'table.csv': 'prompt,label\n"say {{a}}, now",L\n',
  'p.md': 'say {{a}}\n',
  'p.j2': 'tell {{ a }}\n',
  'value.txt': 'a long text\n',
  'check.js': 'module.exports = (output) => output.length > 1;\n',
  'schema.json': '{"type":"object"}',
  'picture.png': 'x',
  'tests.yaml': '- vars: { a: dog }\n',
  'tests.csv': 'a,__expected\ndog,similar(0.8): wuff\n',
  'vars.yaml': 'a: dog\n',
};

export const features: readonly Feature[] = [
  prompt('text', same, 'say {{a}}'),
  prompt('text file with ---', same, 'two.txt'),
  prompt('conversation in YAML', same, 'file://chat.yaml'),
  prompt('conversation in JSON', same, 'file://chat.json'),
  prompt('conversations in JSONL', same, 'list.jsonl'),
  prompt('table', same, 'table.csv'),
  prompt('Markdown', same, 'p.md'),
  prompt('Jinja with names alone', same, 'p.j2'),
  prompt('pattern of files', same, 'p.*'),
  prompt('label', same, { raw: 'x {{a}}', label: 'L' }),
  prompt('conditions', not, '{% if a %}x{% endif %}'),
  prompt('filters', not, '{{a | upper}}'),
  prompt('function of a file', not, 'file://made.py:f'),
  prompt('program', not, 'exec:./made.sh'),
  prompt('missing file', not, 'file://gone.txt'),
  provider('openai:gpt-5', same),
  provider('openai:chat:gpt-5', same),
  provider('openai:responses:gpt-5', same),
  provider('anthropic:messages:claude-haiku-4-5', same),
  provider('google:gemini-2.5-flash', same),
  provider('bedrock:converse:anthropic.claude-3', same),
  provider('azure:chat:dep', same),
  provider('openrouter:deepseek/deepseek-r1', same),
  provider('ollama:llama3', near),
  provider('openai:completion:gpt-3.5-turbo-instruct', not),
  provider('openai:embedding:text-embedding-3-small', not),
  provider('openai:image:dall-e-3', not),
  provider('openai:assistant:asst_1', not),
  provider('anthropic:claude-agent-sdk', not),
  provider('bedrock:agents:abc', not),
  provider('http', not),
  provider('file://own.py', not),
  setting('temperature', same, 0.5),
  setting('max_tokens', same, 9),
  setting('reasoning', same, { effort: 'low' }),
  setting('response_format', same, { type: 'json_object' }),
  setting('tools', same, [{ type: 'function', function: { name: 'find', parameters: { type: 'object' } } }]),
  setting('apiBaseUrl', same, 'http://127.0.0.1:1/v1'),
  setting('apiKey', not, 'a-key-that-is-not-copied'),
  setting('temperature', not, '{{env.T}}'),
  setting('instructions', not, 'be kind'),
  setting('passthrough', not, { x: 1 }),
  assertion('equals', same, { value: '{{a}}' }),
  assertion('equals', same, { value: { a: 1 } }),
  assertion('contains', same, { value: 'x' }),
  assertion('icontains', same, { value: 'x' }),
  assertion('contains-any', same, { value: ['{{a}}', 'x'] }),
  assertion('contains-all', same, { value: 'a, "b, c"' }),
  assertion('starts-with', same, { value: 'x' }),
  assertion('regex', same, { value: '^x' }),
  assertion('is-json', same, { value: 'file://schema.json' }),
  assertion('contains-json', near),
  assertion('similar', same, { value: 'x', threshold: 0.8 }),
  assertion('not-similar', same, { value: 'x', threshold: 0.8 }),
  assertion('levenshtein', same, { value: 'x', threshold: 2 }),
  assertion('latency', same, { threshold: 900 }),
  assertion('cost', same, { threshold: 0.01 }),
  assertion('tool-call-f1', same, { value: ['find'], threshold: 0.8 }),
  assertion('word-count', near, { value: { max: 3 } }),
  assertion('rouge-n', near, { value: 'x' }),
  assertion('bleu', near, { value: 'x' }),
  assertion('is-sql', near),
  assertion('is-xml', near),
  assertion('is-html', near),
  assertion('not-is-refusal', near),
  assertion('llm-rubric', near, { value: 'is {{a}}' }),
  assertion('not-llm-rubric', near, { value: 'x' }),
  assertion('model-graded-closedqa', near, { value: 'x' }),
  assertion('factuality', near, { value: 'x' }),
  assertion('g-eval', near, { value: 'x' }),
  assertion('javascript', near, { value: 'output.length > 3' }),
  assertion('javascript', near, { value: 'file://check.js' }),
  assertion('javascript', not, { value: "require('fs')" }),
  assertion('python', not, { value: 'True' }),
  assertion('webhook', not, { value: 'https://example.test' }),
  assertion('moderation', not),
  assertion('perplexity', not, { threshold: 3 }),
  assertion('finish-reason', not, { value: 'stop' }),
  assertion('select-best', not, { value: 'x' }),
  assertion('promptfoo:redteam:pii', not),
  assertion('assert-set', same, { assert: [{ type: 'contains', value: 'x' }], weight: 2 }),
  assertion('contains', same, { value: 'x', weight: 2, metric: 'm' }),
  assertion('contains', not, { value: 'x', weight: 0 }),
  assertion('contains', same, { value: 'x', transform: 'JSON.parse(output).a' }),
  assertion('contains', not, { value: 'x', transform: 'output.toUpperCase()' }),
  field('description', same, 'd'),
  field('metadata', same, { k: 'v' }),
  field('threshold', not, 0.5),
  field('provider', not, 'openai:o3'),
  field('providerOutput', not, 'x'),
  field('strange', not, 1),
  option('prefix', same, 'Please, '),
  option('suffix', same, '!'),
  option('provider', same, 'openai:gpt-5-mini'),
  option('transform', near, 'output.trim()'),
  option('transformVars', not, '{ ...vars }'),
  option('rubricPrompt', not, 'x'),
  option('storeOutputAs', not, 'x'),
  {
    name: 'value: names inside',
    fate: same,
    piece: { tests: [{ vars: { a: '{{b}}!', b: 'cat' } }] },
    place: 'tests[0].vars.a',
  },
  {
    name: 'value: list of texts',
    fate: same,
    piece: { tests: [{ vars: { a: ['x', 'y'] } }] },
    place: 'tests[0].vars.a',
  },
  {
    name: 'value: text file',
    fate: same,
    piece: { tests: [{ vars: { a: 'file://value.txt' } }] },
    place: 'tests[0].vars.a',
  },
  {
    name: 'value: picture',
    fate: not,
    piece: { tests: [{ vars: { a: 'file://picture.png' } }] },
    place: 'tests[0].vars.a',
  },
  {
    name: 'value: program',
    fate: not,
    piece: { tests: [{ vars: { a: 'file://made.py' } }] },
    place: 'tests[0].vars.a',
  },
  {
    name: 'value: filter',
    fate: near,
    piece: { tests: [{ vars: { a: '{{b | upper}}', b: 'x' } }] },
    place: 'tests[0].vars.a',
  },
  {
    name: 'values of a file',
    fate: same,
    piece: { tests: [{ vars: 'file://vars.yaml' }] },
    place: 'tests[0].vars',
  },
  { name: 'tests: YAML file', fate: same, piece: { tests: ['file://tests.yaml'] }, place: 'tests[0]' },
  { name: 'tests: table', fate: same, piece: { tests: 'tests.csv' }, place: 'tests' },
  { name: 'tests: program', fate: not, piece: { tests: ['file://made.py:f'] }, place: 'tests[0]' },
  { name: 'tests: network', fate: not, piece: { tests: 'huggingface://datasets/x/y' }, place: 'tests' },
  whole('description', same, 'd'),
  whole('defaultTest', same, { vars: { b: 'x' }, assert: [{ type: 'contains', value: 'x' }] }),
  whole('scenarios', same, [
    { config: [{ vars: { a: 'dog' } }], tests: [{ assert: [{ type: 'contains', value: 'x' }] }] },
  ]),
  whole('evaluateOptions', same, { maxConcurrency: 2, repeat: 2 }),
  whole('redteam', not, { purpose: 'x' }),
  whole('derivedMetrics', not, [{ name: 'x', value: 'y' }]),
  whole('extensions', not, ['file://x.py:f']),
  whole('outputPath', not, 'x.json'),
  whole('strange', not, { deep: [1] }),
  cell('answer: 42'),
];
