/** `data:[media type][;base64],…` (RFC 2397): its bytes, or `null` when it is none. */
export function decodeDataUrl(url: string): { mediaType: string; bytes: Buffer } | null {
  const match = /^data:([^,]*?)(;base64)?,(.*)$/is.exec(url);
  if (!match) return null;
  const [, mediaType = '', base64, data = ''] = match;
  const bytes = base64 ? Buffer.from(data, 'base64') : Buffer.from(unescaped(data), 'latin1');
  return { mediaType: mediaType.split(';')[0] ?? '', bytes };
}

/** Bytes, not characters: `%e9` is one byte, whatever it would be in UTF-8. */
const unescaped = (text: string): string =>
  Buffer.from(text)
    .toString('latin1')
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
