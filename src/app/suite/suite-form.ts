/** The forms a suite file can have, by its ending. */
import { extname } from 'node:path';
import { parse } from 'yaml';
import { AssayError } from '../../contract/errors.ts';

const yaml = ['.yaml', '.yml'];
const modules = ['.ts', '.mts', '.js', '.mjs'];
const forms = [...yaml, '.json', ...modules];

/** Throws `usage` for an ending that no suite can have. */
export function assertSuiteForm(path: string): void {
  const ending = extname(path).toLowerCase();
  if (forms.includes(ending)) return;
  throw new AssayError(
    'usage',
    ending === '' ? `"${path}" has no ending` : `a suite cannot be written as ${ending}`,
    { remedy: `Name a file ending in ${forms.join(', ')}, e.g. assay init suite.yaml.` },
  );
}

/** The comment a YAML file begins with, as one of JavaScript. */
const headOf = (text: string) => {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, end === -1 ? lines.length : end)
    .filter((line) => !line.includes('yaml-language-server') && !line.includes('assay schema'))
    .map((line) => line.replace(/^#/, '//'));
};

/** A suite written as YAML, in the form of the ending; comments inside are YAML's alone. */
export function suiteInForm(text: string, extension: string): string {
  const ending = extension.toLowerCase();
  if (yaml.includes(ending)) return text;
  const document = JSON.stringify(parse(text), null, 2);
  if (ending === '.json') return `${document}\n`;
  return [
    ...headOf(text),
    `import { defineSuite } from 'assay';`,
    '',
    `export default defineSuite(${document});`,
    '',
  ].join('\n');
}
