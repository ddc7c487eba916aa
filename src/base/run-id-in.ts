const patterns = [
  /\/runs\/([0-9a-f-]+|latest)(?=[^\w-]|$)/i,
  /(?<![\w@-])([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})(?![\w-])/i,
  /(?<![\w@-])([0-9a-f]{8}-[0-9a-f]{4}[0-9a-f-]*)(?![\w-])/i,
  /^\W*(?:run\W+)?([0-9a-f][0-9a-f-]*)\W*$/i,
];

/** Where a UUID has its dashes. */
const parts = [8, 4, 4, 4, 12];

/** The id, or the beginning of one, in what was pasted: with or without dashes, with words around it, or an address of the page. */
export function runIdIn(text: string): string {
  const found = patterns.map((pattern) => pattern.exec(text)?.[1]).find((id) => id !== undefined);
  if (found === undefined) return text.trim();
  if (found.toLowerCase() === 'latest') return 'latest';
  let rest = found.toLowerCase().replaceAll('-', '');
  const pieces = parts.map((length) => {
    const piece = rest.slice(0, length);
    rest = rest.slice(length);
    return piece;
  });
  return [...pieces, rest].filter((piece) => piece !== '').join('-');
}
