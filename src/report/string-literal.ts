/** What would end a line, a comment, a template or a script, or turn the direction of what is read. */
const unsafe = /[^\P{C}]|[^\P{Z} ]|[`$<>&*]/gu;

const escaped = (character: string) =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

/**
 * Text in double quotes that means the same in JSON, JavaScript, TypeScript, Python and YAML, and that stays text inside a comment, a
 * template or a script too.
 */
export const stringLiteral = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replaceAll(unsafe, escaped);

/** Text for a comment of one line. */
export const inComment = (text: string): string =>
  text.replaceAll(/[^\P{C}]+|[^\P{Z} ]+/gu, ' ').replaceAll('*/', '* /');
