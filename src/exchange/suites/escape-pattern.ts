/** The text as a pattern of a suite that matches it and nothing else. `RegExp.escape` writes it so that nobody can read it. */
export const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
