/** What a page of HTML or an XML document says, in a few words: proxies and object stores answer so. */

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[(name as string).toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Linear: each is looked for from the one place where it begins. */
function inside(text: string, tag: string): string | null {
  const begin = new RegExp(`<${tag}(?:\\s[^>]*)?>`, 'i').exec(text);
  if (!begin) return null;
  const from = begin.index + begin[0].length;
  const end = text.indexOf('<', from);
  const found = decoded(text.slice(from, end < 0 ? undefined : end)).trim();
  return found === '' ? null : found;
}

export const isMarkup = (text: string): boolean =>
  /^\s*(?:\uFEFF)?\s*<(?:!doctype|!--|\?xml|[a-z][\w:-]*[\s>/])/i.test(text);

const maxRead = 100_000;

/** `null`: it says nothing that can be shown in one line. */
export function markupText(text: string): string | null {
  const near = text.slice(0, maxRead);
  for (const tag of ['title', 'Message', 'faultstring', 'h1', 'h2']) {
    const found = inside(near, tag);
    if (found !== null) return found;
  }
  return null;
}
