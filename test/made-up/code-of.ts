/** The code of a Markdown document that is in one language, block by block. */
export const codeOf = (markdown: string, language: string): string[] =>
  Array.from(
    markdown.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms')),
    ([, code]) => code ?? '',
  );
