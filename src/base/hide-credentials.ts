/** URLs in a text without the user and password they may hold: `http://user:pw@host/` becomes `http://***@host/`. */
export function hideCredentials(text: string): string {
  return text.replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi, '$1***@');
}
