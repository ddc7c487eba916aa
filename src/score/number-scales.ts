/** Words and signs that stand behind a number and multiply it. */
const words: Record<number, string> = {
  1e2: 'hundred hundreds',
  1e3: 'thousand thousands tausend mil mille mila tysiąc tysięcy tys тысяча тысячи тысяч тыс ألف آلاف हज़ार हजार nghìn ngàn ribu',
  1e5: 'lakh lakhs lac lacs लाख',
  1e6: 'million millions mio mln mn millionen millón millon millones milione milioni milhão milhões miljoen miljoner miljon milion miliony milionów миллион миллиона миллионов млн مليون ملايين triệu juta',
  1e7: 'crore crores करोड़ करोड',
  1e9: 'billion billions bn milliard milliards milliarde milliarden mrd miliardo miliardi miljard miljarder miliard miliardy miliardów bilhão bilhões миллиард миллиарда миллиардов млрд مليار مليارات tỷ tỉ miliar',
  1e12: 'billón billones trillion trillions tn trilhão trilhões триллион триллиона триллионов трлн تريليون',
};
/** Scripts that write them without a space. `兆` is a million million in Japan and Taiwan. */
const signs: Record<number, string> = {
  1e2: '百 백',
  1e3: '千 천 พัน',
  1e4: '万 萬 만 หมื่น',
  1e5: 'แสน',
  1e6: 'ล้าน',
  1e8: '亿 億 억',
  1e12: '兆 조',
};
/** Directly behind the digits; a small `m` is a metre but behind money. */
const letters: Record<string, number> = { k: 1e3, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };
const moneyLetters: Record<string, number> = { ...letters, m: 1e6, b: 1e9, t: 1e12 };

const sizes = new Map<string, number>();
for (const table of [words, signs])
  for (const [size, names] of Object.entries(table))
    for (const name of names.split(' ')) sizes.set(name, Number(size));

const either = (table: Record<number, string>) =>
  Object.values(table)
    .join(' ')
    .split(' ')
    .toSorted((a, b) => b.length - a.length)
    .join('|');
const wordBehind = new RegExp(
  String.raw`[\s\u00a0\u202f]?(?:\\?text\{\s?|\\\s)?(?<word>${either(words)})(?![\p{L}\p{M}\d])\.?`,
  'iuy',
);
const signBehind = new RegExp(String.raw`\s?(?<word>${either(signs)})`, 'uy');
const letterBehind = /(?<word>[kKMBTmbt])(?![\p{L}\d/^])/uy;

export interface FoundScale {
  size: number;
  end: number;
  /** It stands without a space and may be followed by a smaller part: `3万5千`. */
  chains: boolean;
}

function wordAt(pattern: RegExp, text: string, at: number): { word: string; end: number } | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match && { word: match.groups?.['word'] as string, end: pattern.lastIndex };
}

/** What multiplies the number that ends at `at`, if anything does. */
export function scaleAt(text: string, at: number, isMoney: boolean): FoundScale | null {
  const sign = wordAt(signBehind, text, at);
  if (sign) return { size: sizes.get(sign.word) as number, end: sign.end, chains: true };
  const word = wordAt(wordBehind, text, at);
  const size = word && sizes.get(word.word.toLowerCase());
  if (word && size !== null && size !== undefined) return { size, end: word.end, chains: false };
  const letter = wordAt(letterBehind, text, at);
  const worth = letter && (isMoney ? moneyLetters : letters)[letter.word];
  return letter && worth ? { size: worth, end: letter.end, chains: false } : null;
}
