/** Of a transform that only takes a field out of an answer in JSON (`JSON.parse(output).a.b`), the field as scorers name it. */
export function fieldOfTransform(code: string): string | null {
  const text = code.trim().replace(/\s*;$/, '');
  const [, path] =
    /^(?:JSON\.parse\(\s*output\s*\)|output)((?:\??\.[A-Za-z_$][\w$]*|\[\d+\])+)$/.exec(text) ?? [];
  if (path === undefined || path.endsWith('.length')) return null;
  return path.replaceAll('?.', '.').replace(/^\./, '');
}
