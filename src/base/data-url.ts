/** `data:[media type][;base64],…` (RFC 2397): its bytes, or `null` when it is none. */
export function decodeDataUrl(url: string): { mediaType: string; bytes: Buffer } | null {
  const match = /^data:([^,]*?)(;base64)?,(.*)$/is.exec(url);
  if (!match) return null;
  const [, mediaType = '', base64, data = ''] = match;
  try {
    const bytes = base64 ? Buffer.from(data, 'base64') : Buffer.from(decodeURIComponent(data), 'latin1');
    return { mediaType: mediaType.split(';')[0] ?? '', bytes };
  } catch {
    return null;
  }
}
