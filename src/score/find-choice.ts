import { answerStatements } from './answer-statements.ts';

/** “A nice day”, but not “A or B”, “A is right”. */
const articleContext = /^\s(?!(?:or|and|nor|is|was|but|because|since|as)\b)\p{Ll}/u;
/** What says of the label behind it that it is not the one. */
const negatedBefore =
  /(?:\bnot|\bcannot|n[’']t|\bneither|\bnor|\brather\sthan|\binstead\sof|\bexcept|\beliminate|\bexclude|\brule\sout|不是|并非|並非|不选|不選|排除|而非|\bnicht|\bno\ses|\bpas|(?<!\p{L})(?:не|nie|niet|inte|ikke|não|non))\s?(?:(?:be|option|choice|answer|the|la|le|die|choose|pick|вариант|选项|選項|答案)\s?){0,3}[\s("'“*[]{0,4}$/iu;
/** What says it of the label before it. */
const negatedBehind =
  /^[\s)"'”*\].]{0,4}(?:\s?(?:is|was|are|would\sbe)(?:\s(?:clearly|also|definitely|therefore))?(?:\snot\b|n[’']t\b|\s(?:wrong|incorrect|false|out)\b)|(?:是|为|都|均|皆){0,2}(?:错|錯|不对|不對|不正确|不正確|不是)|ではな|じゃな|は間違|は誤|(?:가|이|은|는)\s?(?:아니|아닌|틀|오답)|\sist\s(?:falsch|nicht))/iu;
/** What settles on the label behind it. */
const chosenBefore =
  /(?:\bI(?:['’]ll|['’]d|\swill|\swould|\sthink\sit['’]s)?\s?(?:pick|choose|select|go\swith|opt\sfor|say|vote\sfor)|(?:选择|選擇|应选|應選|故选|故選|选|選)(?:择|擇)?)\s?(?:(?:option|choice|answer|是|为)\s?)?[\s:：("'“*[]{0,4}$/iu;
const chosenBehind =
  /^[\s)"'”*\]]{0,4}(?:\s?(?:is|was|must\sbe)\s(?:the\s)?(?:correct|right|best|true)\b|(?:选项|選項)?(?:是|为|最)?(?:正确|正確|对的)|が正|이\s?정답|가\s?정답|ist\s(?:richtig|korrekt))/iu;
const together =
  /^[\s)"'”*\].]{0,4}(?:,\s?|\s)?(?:or|and|oder|und|ou|et|o|y|e|или|и|&|\/|,|、|和|或|与|及|または|と|또는|와|과)\s?(?:option\s|choice\s|选项)?[\s("'“*[]{0,4}/iu;
/** What joins labels, never clauses. */
const joinsNouns = /と|와|과|및|和|与/;
const plural = /^[^\p{L}]*(?:(?:are|were)(?!\p{L})|[都均皆])/u;
const inList = /^[\s)"'”*\].]{0,4}[,、]\s?[\s("'“*[]{0,4}$/u;
const nearby = 40;

/** Looks for one of given labels in answers. */
export interface ChoiceFinder {
  /** The label chosen; `several` when the text names more than one and says nowhere which; `null` for none. */
  find(text: string): { label: string } | 'several' | null;
}

interface Mention {
  label: string;
  start: number;
  end: number;
  /** What stands before it says that it is not the one. */
  isDenied: boolean;
}

/** “Not A, B or D”: what is denied of the first of a list that ends with “or” is denied of all of it. */
function withoutDenied(text: string, mentions: readonly Mention[]): Mention[] {
  const kept: Mention[] = [];
  for (let i = 0; i < mentions.length; i++) {
    const mention = mentions[i] as Mention;
    if (mention.isDenied) i += listedBehind(text, mentions.slice(i));
    else if (negatedBehind.test(text.slice(mention.end, mention.end + nearby))) unlist(text, kept, mention);
    else kept.push(mention);
  }
  return kept;
}

/** “A and B are wrong”: what is denied behind the last of a list is denied of all of it. */
function unlist(text: string, kept: Mention[], last: Mention): void {
  const isPlural = plural.test(text.slice(last.end, last.end + 12));
  let next = last;
  for (let before = kept.at(-1); before; before = kept.at(-1)) {
    const between = text.slice(before.end, next.start);
    const isJoined = together.exec(between)?.[0].length === between.length || inList.test(between);
    if (
      !isJoined ||
      !(isPlural || joinsNouns.test(between)) ||
      chosenBefore.test(text.slice(Math.max(0, before.start - nearby), before.start))
    )
      return;
    next = kept.pop() as Mention;
  }
}

/** How many mentions the list goes on for. */
function listedBehind(text: string, mentions: readonly Mention[]): number {
  for (let i = 1; i < mentions.length; i++) {
    const between = text.slice(mentions[i - 1]?.end, mentions[i]?.start);
    if (inList.test(between)) continue;
    const isTogether = together.exec(between)?.[0].length === between.length;
    return isTogether && !chosenBehind.test(text.slice(mentions[i]?.end)) ? i : 0;
  }
  return 0;
}

/** Letters of scripts that put spaces between words: next to one a label is part of a word. */
const wordLetter = String.raw`(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}]|[\d_])`;

function patternsOf(labels: readonly string[]) {
  // Longer ones first: “very good” is not “good”.
  const either = labels
    .toSorted((a, b) => b.length - a.length)
    .map((label) => RegExp.escape(label))
    .join('|');
  const mark = String.raw`[*_"'”\]]{0,4}`;
  return {
    standing: new RegExp(`(?<!${wordLetter}|\\\\|\\d[.,])(?:${either})(?!${wordLetter}|[.,]\\d)`, 'giu'),
    opening: new RegExp(
      String.raw`^[\s*_("'“\[]{0,8}(${either})(?:${mark}[).:,、。：](?!\d|\s?(?:${either})(?!${wordLetter}))|${mark}\s*(?:\n|$)|${mark}\s(?:because|since)\b)`,
      'iu',
    ),
    closing: new RegExp(String.raw`\n[\s*_("'“\[]{0,8}(${either})${mark}[).。]?[\s*_]{0,4}$`, 'iu'),
  };
}

const isChosen = (text: string, { start, end }: Mention) =>
  chosenBefore.test(text.slice(Math.max(0, start - nearby), start)) ||
  chosenBehind.test(text.slice(end, end + nearby));

/** `[B]` and `**B**` stand out of the prose around them. */
const isMarked = (text: string, { start, end }: Mention) =>
  (text[start - 1] === '[' && text[end] === ']') ||
  (text.slice(start - 2, start) === '**' && text.slice(end, end + 2) === '**');

/** `several` when it is named together with another: “A or B”. */
function settled(text: string, mentions: readonly Mention[]): { label: string } | 'several' | null {
  const [first, second] = mentions;
  if (!first) return null;
  const joined = second && second.label !== first.label && second.start - first.end < nearby;
  if (joined) {
    const between = text.slice(first.end, second.start);
    if (together.exec(between)?.[0].length === between.length) return 'several';
  }
  return { label: first.label };
}

function chosenIn(text: string, mentions: readonly Mention[]): { label: string } | 'several' | null {
  const chosen = mentions.findLast((mention) => isChosen(text, mention));
  return chosen ? settled(text, [chosen, ...mentions.filter(({ start }) => start > chosen.start)]) : null;
}

/**
 * Order: the whole answer, what follows an answer marker, a label that is its last line or opens it (`B) …`), one that is said to be chosen or right,
 * the only label named. A label that is said not to be the answer does not count. In running text a single letter counts in capitals and
 * not as the article “A” or the pronoun “I”.
 */
export function createChoiceFinder(given: readonly string[]): ChoiceFinder {
  const labels = given.map((label) => label.normalize('NFKC'));
  const byKey = new Map(labels.map((label, i) => [label.toLowerCase(), given[i] as string]));
  const longest = Math.max(...labels.map((label) => label.length));
  const { standing, opening, closing } = patternsOf(labels);
  const labelOf = (word: string) => byKey.get(word.toLowerCase()) as string;

  /** Labels in order of mention, words that only look like one left out, and those that are said not to be the answer. */
  function mentionsIn(text: string, capitalsOnly: boolean): Mention[] {
    const found: Mention[] = [];
    for (const match of text.matchAll(standing)) {
      const word = match[0];
      const [start, end] = [match.index, match.index + word.length];
      if (word.length === 1 && /[a-z]/i.test(word)) {
        if (capitalsOnly && word !== word.toUpperCase()) continue;
        if (/^[ai]$/i.test(word) && articleContext.test(text.slice(end, end + 11))) continue;
      }
      const isDenied = negatedBefore.test(text.slice(Math.max(0, start - nearby), start));
      found.push({ label: labelOf(word), start, end, isDenied });
    }
    return withoutDenied(text, found);
  }

  function inProse(text: string): { label: string } | 'several' | null {
    const mentions = mentionsIn(text, true);
    const chosen = chosenIn(text, mentions);
    if (chosen) return chosen;
    const [marked, ...more] = new Set(
      mentions.filter((mention) => isMarked(text, mention)).map(({ label }) => label),
    );
    if (marked !== undefined && more.length === 0) return { label: marked };
    const [only, ...others] = new Set(mentions.map(({ label }) => label));
    if (others.length > 0) return 'several';
    return only === undefined ? null : { label: only };
  }

  return {
    find(whole) {
      const text = whole.normalize('NFKC');
      const short = text.trim();
      if (short.length < longest + 16) {
        const bare = short.replace(/^[\s*_("'[{`“]+/, '').replace(/[\s*_)"'\]}.`”。]+$/, '');
        if (byKey.has(bare.toLowerCase())) return { label: labelOf(bare) };
      }
      for (const statement of answerStatements(text, false)) {
        const mentions = mentionsIn(statement, false);
        const found = chosenIn(statement, mentions) ?? settled(statement, mentions);
        if (found) return found;
      }
      const alone = closing.exec(text) ?? opening.exec(text);
      if (alone) return { label: labelOf(alone[1] as string) };
      return inProse(text);
    },
  };
}
