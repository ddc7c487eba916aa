/** `{{name}}`, `{{a.b.0}}`; `\{{` is a literal `{{`. Values are put in once: what they contain is not read again. */

const pattern = /\\\{\{|\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names a text refers to, in order, with repetitions removed. */
export function templateNames(text: string): string[] {
  const names = [...text.matchAll(pattern)].flatMap((m) => (m[1] === undefined ? [] : [m[1]]));
  return [...new Set(names)];
}

const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** The value of a dotted name; a variable whose own name holds dots goes first. `undefined` when there is none. */
export function lookUp(name: string, variables: Record<string, unknown>): unknown {
  const whole = own(variables, name);
  return whole === undefined ? name.split('.').reduce<unknown>(own, variables) : whole;
}

/** Text goes in as it is, everything else as JSON. A name without a value stays as it is written. */
export function fillTemplate(text: string, variables: Record<string, unknown>): string {
  return text.replaceAll(pattern, (whole, name: string | undefined) => {
    if (name === undefined) return '{{';
    const value = lookUp(name, variables);
    if (value === undefined) return whole;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** Replaces the names that have a value, and touches nothing else: for texts of data, whose braces are mostly their own. */
export function fillKnown(text: string, variables: Record<string, unknown>): string {
  return text.replaceAll(/(\\?)\{\{\s*([^{}]*?)\s*\}\}/g, (whole, escape: string, name: string) => {
    const value = lookUp(name, variables);
    if (value === undefined) return whole;
    if (escape !== '') return whole.slice(1);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** A text that `fillTemplate` gives back as it is. */
export const escapeTemplate = (text: string): string => text.replaceAll('{{', '\\{{');
