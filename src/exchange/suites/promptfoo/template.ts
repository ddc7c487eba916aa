/** Texts with `{{names}}`. What nunjucks computes (filters, conditions, loops) is told apart and not computed here. */
import { lookUp } from '../../../base/template.ts';

const tag = /\{\{-?([\s\S]*?)-?\}\}/g;
const name = /^[A-Za-z_$][\w$]*(?:\.[\w$]+|\[(?:\d+|'[\w$]+'|"[\w$]+")\])*$/;
/** Names that are no variables of a test. */
const foreign = /^(?:env|_conversation|loop|true|false|none)$/;

/** `a[0]['b']` as `a.0.b`; `null`: it is computed. */
function dotted(inner: string): string | null {
  const trimmed = inner.trim();
  return name.test(trimmed) ? trimmed.replaceAll(/\[['"]?([\w$]+)['"]?\]/g, '.$1') : null;
}

const rootOf = (path: string) => path.split('.')[0] as string;
const withoutComments = (text: string) => text.replaceAll(/\{#[\s\S]*?#\}/g, '');

export const hasTags = (text: string): boolean => /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/.test(text);

/** Why a text cannot be filled in by names alone; `null`: it can. */
export function computed(text: string): string | null {
  const plain = withoutComments(text);
  if (/\{%[\s\S]*?%\}/.test(plain)) return 'it has conditions, loops or other `{% … %}`';
  for (const [whole, inner = ''] of plain.matchAll(tag)) {
    const path = dotted(inner);
    if (path === null || /^\{\{-|-\}\}$/.test(whole)) return `it computes \`${whole}\``;
    if (foreign.test(rootOf(path))) return `it needs \`${whole}\``;
  }
  return /\\\{\{/.test(plain) ? 'it has a backslash before `{{`' : null;
}

/** The same text as templates of suites are written, with the names in it. Only of texts that are not computed. */
export function asTemplate(text: string): { text: string; names: string[] } {
  const names = new Set<string>();
  const written = withoutComments(text).replaceAll(tag, (whole, inner: string) => {
    const path = dotted(inner);
    if (path === null) return whole;
    names.add(path);
    return `{{${path}}}`;
  });
  return { text: written, names: [...names] };
}

/** A value as nunjucks writes it into a text. */
export function written(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object' && !Array.isArray(value)) return JSON.stringify(value);
  return String(value);
}

/** Names are replaced by values, those without one by nothing. Only of texts that are not computed. */
export const fillIn = (text: string, variables: Record<string, unknown>): string =>
  withoutComments(text).replaceAll(tag, (whole, inner: string) => {
    const path = dotted(inner);
    return path === null ? whole : written(lookUp(path, variables));
  });

/** `{{env.NAME}}` for the names that the configuration itself sets. */
export const fillEnv = (text: string, env: Record<string, unknown>): string =>
  text.replaceAll(/\{\{\s*env\.(\w+)\s*\}\}/g, (whole, variable: string) =>
    Object.hasOwn(env, variable) ? written(env[variable]) : whole,
  );
