import { cutText } from '../base/cut-text.ts';
import type { ContentPart } from '../contract/content.ts';
import { isAttachment, partsOf, textOf } from '../contract/content-parts.ts';
import type { RunCase } from '../contract/run-case.ts';
import type { Case, Suite } from '../contract/suite.ts';

const previewLength = 300;

const namesIn = (parts: readonly ContentPart[]) =>
  parts.flatMap((part) => (isAttachment(part) ? (part.alt ?? part.name) : [])).join(', ');

/** What a person recognises a case by: its input, the last thing the user says, or the names of what is attached. */
function previewOf(testCase: Case): string {
  const { input, ...rest } = testCase.variables;
  const spoken = testCase.messages?.findLast((message) => message.role === 'user')?.content;
  const said = spoken === undefined ? undefined : textOf(spoken) || namesIn(partsOf(spoken));
  const attached = namesIn(testCase.attachments ?? []) || undefined;
  const text =
    typeof input === 'string'
      ? input
      : (said ?? attached ?? JSON.stringify(Object.keys(rest).length > 0 ? rest : input) ?? testCase.id);
  return cutText(text, previewLength);
}

/** The cases as they are kept beside a run. */
export function runCasesOf(suite: Suite): RunCase[] {
  return suite.cases.map(({ id, index, category, tags, cluster, expected, ...testCase }) => ({
    id,
    index,
    tags,
    expected: expected ?? null,
    preview: previewOf({ id, index, tags, ...testCase }),
    ...(category === undefined ? {} : { category }),
    ...(cluster === undefined ? {} : { cluster }),
  }));
}
