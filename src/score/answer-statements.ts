/**
 * Models finish with one of these; what follows is meant as the answer. The most deliberate first. Where prose can hold the same words
 * (“each correct answer is worth 5”, “if the answer is 5”), it is no marker.
 */
const boxed = /\\(?:boxed|fbox)\s?\{/g;
const field = /["'](?:final[_\s]?)?answer["']\s?:/gi;
const tag = /<(?:final[_-]?)?answer>\s*/gi;
const hashes = /^\s?#{4}(?!#)/gm;
const heading =
  /^[\s*_>#]{0,8}(?:(?:my|the)\s)?(?:final\s|correct\s|best\s)?answer[*_]{0,2}\s?[:=：][*_]{0,2}/gim;
const letterHeading = /^[\s*_>#]{0,8}a[*_]{0,2}:/gim;
const final =
  /\b(?:final|correct|right|best|my)\s(?:answer|choice|option)[*_]{0,2}\s?(?:[:=：]|is\b|would\sbe\b)/gi;
const sentence =
  /\banswer(?:\sto\s(?:this|the)\s(?:question|problem))?\s(?:is|would\sbe|must\sbe|should\sbe|(?:be)?comes\s(?:out\s)?to)/gi;
/** “Each correct answer is worth 5”, “if the answer is 5”: what stands before and behind such words in prose. */
const talkBefore =
  /\b(?:each|every|any|per|one|an|no|if|whether|when|until|wrong|incorrect|check|assume|suppose|unless)\s(?:(?:the|my|your|our|final|correct|right|wrong|incorrect)\s){0,2}$/i;
const talkBehind =
  /^\s(?:worth|based|given|graded|scored|marked|correct\b|right\b|wrong|incorrect|in\sthe\b)/i;
const others =
  /(?:最终答案|最終答案|正确答案|正確答案|答案|正解|最終回答|解答|回答|答え|답|정답)(?:应该|應該)?\s?(?:是|为|為|选|選|は|은|는|이|가|[:：=])[:：]?|(?<![\p{L}])(?:(?:la|a|die|de)\s(?:(?:richtige|endgültige|korrekte|correcte|juiste)\s)?(?:respuesta|resposta|risposta|réponse|antwort|antwoord)(?:\s(?:correcta|correta|corretta|correcte|final|finale))?\s(?:es|é|è|est|ist|lautet|is)|(?:respuesta|resposta|risposta|réponse|antwort|ответ|svar|đáp\sán|उत्तर|الجواب|الإجابة)(?:\s(?:correcta|final|finale))?\s?(?:[:：=—–]|là|है|هي|هو))|คำตอบคือ/giu;

const maxBoxed = 400;
const nearby = 32;

/** What stands in the box: up to the brace that closes it. */
function insideBox(text: string, start: number): string | null {
  let depth = 1;
  for (let i = start; i < Math.min(text.length, start + maxBoxed); i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return text.slice(start, i);
  }
  return null;
}

function lastEnd(text: string, marker: RegExp): number {
  let end = -1;
  for (const match of text.matchAll(marker)) {
    const behind = match.index + match[0].length;
    const isTalk =
      (marker === final || marker === sentence) &&
      (talkBefore.test(text.slice(Math.max(0, match.index - nearby), match.index)) ||
        talkBehind.test(text.slice(behind, behind + nearby)));
    if (!isTalk) end = behind;
  }
  return end;
}

/** Up to the end of the line; `Answer:` may stand alone above its answer. */
function lineBehind(text: string, end: number): string {
  const lineEnd = text.indexOf('\n', end);
  const statement = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  if (!/^[\s*_:]*$/.test(statement) || lineEnd < 0) return statement;
  return text.slice(lineEnd).trimStart().split('\n', 1)[0] as string;
}

/**
 * What stands behind the last answer marker of each sort, up to the end of its line: `\boxed{…}`, `<answer>…</answer>`, `"answer": …`, `#### …`, `Answer: …`,
 * `A: …` (only where `A` cannot be one of the choices), “the answer is …”, the same in other languages.
 */
export function* answerStatements(text: string, withLetterA: boolean): Generator<string> {
  const box = lastEnd(text, boxed);
  if (box >= 0) yield insideBox(text, box) ?? lineBehind(text, box);
  const tagged = lastEnd(text, tag);
  if (tagged >= 0) yield text.slice(tagged, tagged + maxBoxed).split('</', 1)[0] as string;
  const markers = [field, hashes, heading, ...(withLetterA ? [letterHeading] : []), final, sentence, others];
  for (const marker of markers) {
    const end = lastEnd(text, marker);
    if (end >= 0) yield lineBehind(text, end);
  }
}
