/** `fetch` of requests that are not measured: to the same addresses as measured ones, and no redirect is followed with a key in hand. */
import type { Agent, fetch as undiciFetch } from 'undici';
import type { Environment } from './endpoint.ts';
import { addressRules, checkHost, guardedLookup } from './transport/guarded-lookup.ts';

/** Loaded by the first request: most runs make none. */
const loadUndici = () => import('undici');
type Undici = Awaited<ReturnType<typeof loadUndici>>;

/** The package knows forms of its own alone, not Node's. */
function ownForm(form: FormData, undici: Undici): InstanceType<Undici['FormData']> {
  const own = new undici.FormData();
  for (const [name, value] of form) {
    if (typeof value === 'string') own.append(name, value);
    else own.append(name, value, value.name);
  }
  return own;
}

export function guardedFetch(env: Environment): typeof globalThis.fetch {
  const rules = addressRules(env);
  let dispatcher: Agent | undefined;
  const guarded = async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const refused = checkHost(url.hostname, rules);
    if (refused) throw refused;
    const undici = await loadUndici();
    // a connection that nobody uses keeps no process alive
    dispatcher ??= new undici.Agent({ connect: { lookup: guardedLookup(rules) } });
    const body = init.body instanceof FormData ? ownForm(init.body, undici) : init.body;
    const given = { ...init, body, redirect: 'manual', dispatcher } as Parameters<typeof undiciFetch>[1];
    return (await undici.fetch(url, given)) as unknown as Response;
  };
  return guarded as typeof globalThis.fetch;
}
