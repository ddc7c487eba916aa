/** `retention.yaml` of a data directory: how long what is kept, where it is not as usual. */
import { join } from 'node:path';
import {
  defaultKept,
  keptForText,
  keptKinds,
  retentionFileSchema,
  type RetentionFile,
  type RetentionPolicy,
} from '../../contract/retention.ts';
import { writeWhole } from '../../journal/run-directory.ts';
import { readSettings } from '../data/read-settings.ts';

export const retentionPath = (dataDir: string) => join(dataDir, 'retention.yaml');

const comment = `# How long what is kept, e.g. 90d, 12w, 5y or always; \`assay storage\` shows what it comes to.
# Of rules that apply to a run and say something of the same, the last one counts.
`;

/** `null`: there is none. Throws one `usage` with everything that is wrong in it. */
export function readRetention(dataDir: string): Promise<RetentionFile | null> {
  const path = retentionPath(dataDir);
  return readSettings({
    path,
    schema: retentionFileSchema,
    refusal: `${path} cannot be used`,
    remedy: 'Correct the file; nothing is removed until then. docs/storage.md shows what it may say.',
  });
}

/** What holds: of the file, and as usual where it says nothing. */
export function policyOf(file: RetentionFile | null): RetentionPolicy {
  const policy = { ...defaultKept, rules: file?.rules ?? [] };
  for (const kind of keptKinds) {
    const days = file?.[kind];
    if (days !== undefined) policy[kind] = days;
  }
  return policy;
}

export const readPolicy = async (dataDir: string): Promise<RetentionPolicy> =>
  policyOf(await readRetention(dataDir));

const written = (kept: Partial<Record<(typeof keptKinds)[number], number | null | undefined>>) =>
  keptKinds.flatMap((kind) => {
    const days = kept[kind];
    return days === undefined ? [] : [`${kind}: ${keptForText(days)}`];
  });

export async function writeRetention(dataDir: string, { rules, ...kept }: RetentionFile): Promise<void> {
  const lines = rules.map((rule) => {
    const { project, suite } = rule;
    const fields = [
      ...(project === undefined ? [] : [`project: ${JSON.stringify(project)}`]),
      ...(suite === undefined ? [] : [`suite: ${JSON.stringify(suite)}`]),
      ...written(rule),
    ];
    return `  - { ${fields.join(', ')} }\n`;
  });
  const own = written(kept).map((line) => `${line}\n`);
  await writeWhole(
    retentionPath(dataDir),
    [comment, ...own, ...(lines.length > 0 ? ['rules:\n', ...lines] : [])].join(''),
  );
}
