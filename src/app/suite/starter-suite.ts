/** What `assay init` writes: a suite that runs as it is, and tells what else there is. */
export const starterSuite = `# An Assay suite: cases, the models to ask, and how answers are scored.
# Completion in editors: run \`assay schema > assay.schema.json\`, then
# yaml-language-server: $schema=assay.schema.json

name: starter
description: Which team should handle a message?

# provider/model; keys come from OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_GENERATIVE_AI_API_KEY …
# A long form takes label, parameters, baseUrl, price and limits.
targets:
  - openai/gpt-5-mini
  - model: anthropic/claude-haiku-4-5
    parameters: { maxOutputTokens: 200 }
  # Any server that speaks OpenAI's API:
  # - model: compatible/my-model
  #   baseUrl: http://127.0.0.1:8000/v1
  #   price: { input: 0, output: 0 } # US dollars per million tokens

# Every model is asked with every prompt; {{input}} is the case's.
prompts:
  - id: short
    system: Answer with one word, billing, technical or sales.
    user: '{{input}}'

# Other scorers: contains, regex, numeric, choice, json-schema, json-match, tool-call.
scorers:
  - type: exact
    ignoreCase: true

# Inline, or from a file: cases: { file: cases.jsonl }
cases:
  - { id: refund, input: 'I was charged twice this month.', expected: billing, category: easy }
  - { id: crash, input: 'The app closes when I open settings.', expected: technical, category: easy }
  - { id: seats, input: 'What would 40 more seats cost us?', expected: sales, category: easy }
  - id: mixed
    input: 'Since the upgrade you sold me, every invoice page shows error 500.'
    expected: technical
    category: hard

repeats: 1 # ask each case this often; more tells luck from skill
limits: { concurrency: 4, timeoutSeconds: 60, retries: 2 }
budget: { usd: 1 } # the run stops before spending more
`;
