import { extname, resolve } from 'node:path';
import { junitReport } from '../../app/analysis/junit-report.ts';
import { renderReport } from '../../app/analysis/render-report.ts';
import { report } from '../../app/analysis/report.ts';
import { writeFile } from '../../app/data/write-file.ts';
import { ownValue } from '../../base/own-value.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Report } from '../../contract/report.ts';
import type { CommandContext, OptionsOf, RunCommand } from '../command.ts';
import { printPdf } from '../print-pdf.ts';
import type { reportSpec } from '../specs/decide.ts';
import { withProgressNote } from '../tell-while.ts';

const formats = ['html', 'md', 'json', 'csv', 'junit', 'pdf'] as const;
type Format = (typeof formats)[number];
const endings: Record<string, Format> = { '.htm': 'html', '.markdown': 'md', '.xml': 'junit' };

/** By `--format`, else by the file's ending; Markdown on a terminal. */
function formatOf(options: OptionsOf<typeof reportSpec>, file: string | undefined, json: boolean): Format {
  const given = options.format;
  const ending = file === undefined ? '' : extname(file).toLowerCase();
  const word = given ?? ownValue(endings, ending) ?? (ending ? ending.slice(1) : json ? 'json' : 'md');
  const format = formats.find((each) => each === word);
  if (!format)
    throw new AssayError('usage', `there is no report in the form "${word}"`, {
      remedy: `Expected ${formats.join(', ')}, by --format or the ending of --output.`,
    });
  if (format === 'pdf' && file === undefined)
    throw new AssayError('usage', 'a PDF needs a file', { remedy: 'Name it: -o report.pdf.' });
  return format;
}

const junitOf = ({ runs }: Report, context: CommandContext): Promise<string> =>
  junitReport({ runs: runs.map(({ run }) => run.run_id) }, context);

/** One run, several, or a period, in the form that is asked for. */
export const run: RunCommand<typeof reportSpec> = async (runs, options, context) => {
  const { output, format: _, since: sinceMs, until: untilMs, ...rest } = options;
  const file = output === undefined ? undefined : resolve(context.cwd, output);
  const format = formatOf(options, file, context.json);
  const making = report({ runs, sinceMs, untilMs, ...rest }, context).then((made) =>
    format === 'junit' ? junitOf(made, context) : renderReport(made, format === 'pdf' ? 'html' : format),
  );
  const text = await withProgressNote(context, 'making the report', making);
  if (file === undefined) context.document(`${text.trimEnd()}\n`);
  else if (format === 'pdf') await printPdf(text, file, context.env);
  else await writeFile(file, text);
  if (file !== undefined) context.note(`written: ${file}`);
  return 'ok';
};
