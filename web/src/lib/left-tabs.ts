/** What was chosen on each tab of each run that was looked at: going back to a tab finds it as it was left. */
type Search = Record<string, string>;

const storageKey = 'assay-left-tabs';
/** Tabs of the runs that were looked at last. */
const kept = 60;

function stored(): [string, Search][] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(found) ? (found as [string, Search][]) : [];
  } catch {
    return [];
  }
}

let left: Map<string, Search> | undefined;
const tabs = () => (left ??= new Map(stored()));

export const leftOn = (tab: string): Search => tabs().get(tab) ?? {};

export function leave(tab: string, search: Search): void {
  tabs().delete(tab);
  tabs().set(tab, search);
  const oldest = tabs().keys().next().value;
  if (tabs().size > kept && oldest !== undefined) tabs().delete(oldest);
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([...tabs()]));
  } catch {
    // This tab of the browser keeps it until it is loaded anew.
  }
}
