/** Assertions as tables write them: `type`, `type(number)`, `type(number): value`; anything else is to be equal. */

const types = new Set(
  `agent-rubric answer-relevance bleu classifier contains contains-all contains-any contains-html contains-json contains-sql
   contains-xml context-faithfulness context-recall context-relevance conversation-relevance cost equals factuality
   finish-reason g-eval gleu guardrails icontains icontains-all icontains-any is-html is-json is-refusal is-sql
   is-valid-function-call is-valid-openai-function-call is-valid-openai-tools-call is-xml javascript latency levenshtein
   llm-rubric meteor model-graded-closedqa model-graded-factuality moderation perplexity perplexity-score pi python regex
   rouge-n ruby search-rubric select-best similar similar:cosine similar:dot similar:euclidean skill-used starts-with
   tool-call-f1 trace-error-spans trace-span-count trace-span-duration webhook word-count human max-score`.split(
    /\s+/,
  ),
);
const listed = new Set(['contains-all', 'contains-any', 'icontains-all', 'icontains-any']);
const counted = new Set(
  `answer-relevance classifier context-faithfulness context-recall context-relevance cost latency levenshtein
   perplexity perplexity-score rouge-n similar starts-with`.split(/\s+/),
);

/** Where a table writes no number. */
const defaultThreshold = 0.75;
const defaultSimilarity = 0.8;

export interface WrittenAssertion {
  type: string;
  value?: unknown;
  threshold?: number;
  metric?: string;
}

function byPrefix(text: string): WrittenAssertion | null {
  const [, prefix, rest = ''] = /^(javascript|fn|eval|grade|llm-rubric|python):([\s\S]*)$/.exec(text) ?? [];
  if (prefix === undefined) {
    if (!text.startsWith('file://')) return null;
    if (/\.py(?::\w+)?$/.test(text)) return { type: 'python', value: text };
    return /\.[cm]?[jt]s(?::\w+)?$/.test(text) ? { type: 'javascript', value: text } : null;
  }
  if (prefix === 'python') return { type: 'python', value: rest.trim() };
  const type = prefix === 'grade' || prefix === 'llm-rubric' ? 'llm-rubric' : 'javascript';
  return { type, value: rest.trim() };
}

export function writtenAssertion(cell: string): WrittenAssertion {
  const text = cell.trim();
  const prefixed = byPrefix(text);
  if (prefixed) return prefixed;
  const [, type = '', number, rest] =
    /^((?:not-)?[a-z0-9-]+(?::(?:cosine|dot|euclidean))?)(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$/.exec(
      text,
    ) ?? [];
  const plain = type.replace(/^not-/, '');
  if (!types.has(plain)) return { type: 'equals', value: text };
  const value = rest?.trim();
  const given = number === undefined ? undefined : Number(number);
  if (listed.has(plain))
    return { type, ...(value && { value: value.split(',').map((item) => item.trim()) }) };
  const usual = plain === 'similar' ? defaultSimilarity : defaultThreshold;
  const threshold = counted.has(plain) ? (given ?? usual) : undefined;
  return {
    type,
    ...(value !== undefined && { value }),
    ...(threshold !== undefined && { threshold }),
  };
}
