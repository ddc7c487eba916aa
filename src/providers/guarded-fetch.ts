/** `fetch` of requests that are not measured: to the same addresses as measured ones, and no redirect is followed with a key in hand. */
import { Agent, FormData as UndiciFormData, fetch as undiciFetch } from 'undici';
import type { Environment } from './endpoint.ts';
import { addressRules, checkHost, guardedLookup } from './transport/guarded-lookup.ts';

/** The package knows forms of its own alone, not Node's. */
function ownForm(form: FormData): UndiciFormData {
  const own = new UndiciFormData();
  for (const [name, value] of form) {
    if (typeof value === 'string') own.append(name, value);
    else own.append(name, value, value.name);
  }
  return own;
}

export function guardedFetch(env: Environment): typeof globalThis.fetch {
  const rules = addressRules(env);
  // a connection that nobody uses keeps no process alive
  const dispatcher = new Agent({ connect: { lookup: guardedLookup(rules) } });
  const guarded = async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const refused = checkHost(url.hostname, rules);
    if (refused) throw refused;
    const body = init.body instanceof FormData ? ownForm(init.body) : init.body;
    const given = { ...init, body, redirect: 'manual', dispatcher } as Parameters<typeof undiciFetch>[1];
    return (await undiciFetch(url, given)) as unknown as Response;
  };
  return guarded as typeof globalThis.fetch;
}
