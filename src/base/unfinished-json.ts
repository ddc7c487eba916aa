/** Whether an object's JSON was cut off while it was written: where parsing went wrong (`error`) is where the text ends. */
export function isUnfinished(text: string, { message }: Error): boolean {
  if (!text.startsWith('{')) return false;
  const at = /at position (\d+)/.exec(message)?.[1];
  // the last bytes may be the beginning of one character
  const end = text.replace(/\ufffd$/, '').length;
  return /end of JSON|^Unterminated/.test(message) || (at !== undefined && Number(at) >= end);
}
