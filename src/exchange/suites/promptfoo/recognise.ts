/** What of the files that others hand in is promptfoo's. */
import { isFields, type Fields } from './source-part.ts';

const topLevel = ['prompts', 'tests', 'scenarios', 'defaultTest', 'redteam', 'evaluateOptions'];

/** Whether a document is one: it has prompts or tests, or providers without the cases of a suite of ours. */
export const isPromptfoo = (document: unknown): document is Fields =>
  isFields(document) &&
  !('cases' in document) &&
  (topLevel.some((name) => name in document)
    ? 'providers' in document || 'targets' in document || 'prompts' in document || 'tests' in document
    : false);

/** Whether a list is one of tests. */
export const isTestList = (document: unknown): document is Fields[] =>
  Array.isArray(document) &&
  document.length > 0 &&
  document.every((item) => isFields(item) && (isFields(item['vars']) || Array.isArray(item['assert'])));
