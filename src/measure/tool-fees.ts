/** What tools cost that the provider runs itself. */
import { ownValue } from '../base/own-value.ts';
import type { Price } from '../contract/suite.ts';

/** Billed by the tokens they bring alone. */
const freeTools: ReadonlySet<string> = new Set([
  'mcp',
  'mcp_list_tools',
  'mcp_approval_request',
  'program',
  'tool_search',
  'tool_search_tool_bm25',
  'tool_search_tool_regex',
  'web_fetch',
]);

/** As it is stored: `web_search=2 file_search=1`. */
export const toolCountsText = (calls: Record<string, number> | undefined): string =>
  Object.entries(calls ?? {})
    .map(([name, count]) => `${name.replaceAll(/[\s=]/g, '_')}=${count}`)
    .join(' ');

export function toolCountsOf(text: string): Record<string, number> {
  const entries = text.split(' ').filter((entry) => entry !== '');
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.lastIndexOf('=');
      return [entry.slice(0, at), Number(entry.slice(at + 1))];
    }),
  );
}

/** Whole nano-dollars; `null`: the price of one of them is not known. */
export function toolFees(calls: Record<string, number> | undefined, price: Price | undefined): number | null {
  let femto = 0;
  for (const [name, count] of Object.entries(calls ?? {})) {
    const per1k = ownValue(price?.providerTools, name) ?? (freeTools.has(name) ? 0 : null);
    if (per1k === null) return null;
    femto += Math.round(per1k * 1e6) * count;
  }
  return Math.round(femto);
}
