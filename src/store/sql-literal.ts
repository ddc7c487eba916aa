/** A text within a statement, where no parameter can stand. */
export const sqlLiteral = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
