/** Assertions in JavaScript: they run in our sandbox, by a module beside the suite. */
import { referenceOf, isReference } from './beside.ts';
import { minPass, usesUnavailable } from './javascript-runner.ts';
import { hasTags, computed, fillIn } from './template.ts';
import type { AssertionSource, TakeAssertion, Taken } from './assertion-source.ts';

/** Where the module lies, from the suite; and whether answers are read as JSON first. */
export interface JavascriptSettings {
  module: string;
  isJson: boolean;
}

const but =
  'it runs in the sandbox, without network and packages; a number over 1 counts as 1; if `pass` and `score` disagree, `pass` counts';

function programOf({
  value,
  variables,
  pathOf,
}: AssertionSource): { options: object; readable?: string[] } | { why: string } {
  if (typeof value !== 'string' || value.trim() === '') return { why: 'its value is not a program' };
  if (isReference(value)) {
    const { path, called } = referenceOf(value);
    if (!/\.[cm]?[jt]s$/i.test(path)) return { why: `it is in ${path}` };
    const file = pathOf(path);
    return { options: { file, ...(called !== null && { called }) }, readable: [file] };
  }
  const why = hasTags(value) ? computed(value) : null;
  if (why !== null) return { why };
  const code = fillIn(value, variables).trimEnd();
  const used = usesUnavailable(code);
  return used === null
    ? { options: { code } }
    : { why: `it uses \`${used}\`, which the sandbox does not have` };
}

export function javascriptKind({ module, isJson }: JavascriptSettings): TakeAssertion {
  return (source): Taken => {
    const program = programOf(source);
    if ('why' in program) return program;
    const used = source.transforms.map(usesUnavailable).find((found) => found !== null);
    if (used != null) return { why: `it receives an answer transformed by \`${used}\`` };
    const threshold = source.threshold ?? minPass;
    const options = {
      ...program.options,
      ...(source.config !== undefined && { config: source.config }),
      ...(source.transforms.length > 0 && { transforms: source.transforms }),
      ...(source.isTurned && { turned: true }),
      ...(isJson && { json: true }),
      threshold,
    };
    return {
      scorers: [
        {
          type: 'module',
          file: module,
          ...(program.readable && { readable: program.readable }),
          options,
          threshold: Math.min(1, Math.max(0, threshold)),
        },
      ],
      but,
      usesThreshold: true,
      usesConfig: true,
    };
  };
}
