/** The module `name` beside the caller, with the caller's own extension: `.ts` in a checkout, `.js` once built. */
export function siblingModule(callerUrl: string, name: string): URL {
  const extension = callerUrl.slice(callerUrl.lastIndexOf('.'));
  return new URL(`./${name}${extension}`, callerUrl);
}
