/** A page that was opened before an upgrade loads itself anew, once for each build that it meets. */
import { onAnswer } from './server-presence.ts';

const reloadedFor = 'assay-reloaded-for';

/** The build this page is of; `null`: not served by the server, e.g. while it is developed. */
export function ownBuild(): string | null {
  const build = document.querySelector<HTMLMetaElement>('meta[name="assay-build"]')?.content ?? '';
  return /^[0-9a-f]+$/.test(build) ? build : null;
}

/** What to do about the build of an answer. A page that was loaded for it already, and still is another, does not try again. */
export function stepFor(
  own: string | null,
  served: string | null,
  loadedFor: string | null,
): 'stay' | 'reload' | 'tell' {
  if (own === null || served === null || own === served) return 'stay';
  return loadedFor === served ? 'tell' : 'reload';
}

let told = false;

/** Where the tab remembers for which build it was loaded anew; without it a page is never loaded anew by itself. */
function remember(build: string): boolean {
  try {
    sessionStorage.setItem(reloadedFor, build);
    return true;
  } catch {
    return false;
  }
}

function loadedFor(): string | null {
  try {
    return sessionStorage.getItem(reloadedFor);
  } catch {
    return null;
  }
}

/** Loads the page anew when an answer comes from another build; `tell` is called when that did not help. */
export function followBuild(tell: () => void): void {
  const own = ownBuild();
  onAnswer((response) => {
    if (told) return;
    const served = response.headers.get('x-assay-page');
    const step = stepFor(own, served, loadedFor());
    if (step === 'stay') return;
    told = true;
    if (step === 'reload' && served !== null && remember(served)) location.reload();
    else tell();
  });
}
