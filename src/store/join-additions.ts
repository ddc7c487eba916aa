const addition = /^(ALTER TABLE \w+) (ADD COLUMN [^;]+)$/;

/** New columns of one table that follow each other become one statement: each that alters a table writes all of its description again. */
export function joinAdditions(statements: readonly string[]): string[] {
  const joined: string[] = [];
  let table: string | undefined;
  for (const statement of statements) {
    const [, head, column] = addition.exec(statement) ?? [];
    if (head !== undefined && head === table) joined.push(`${joined.pop()}, ${column}`);
    else joined.push(statement);
    table = head;
  }
  return joined;
}
