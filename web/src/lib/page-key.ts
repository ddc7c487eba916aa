/**
 * What shows the server that whoever sits here was given the link by its owner; empty: the page can only look. The boot script has taken
 * it out of the address, so that it is in no screenshot, bookmark or history, and kept it for further tabs.
 */
export function pageKey(): string {
  try {
    return window.assayPageKey ?? localStorage.getItem('assay-page-key') ?? '';
  } catch {
    return window.assayPageKey ?? '';
  }
}
