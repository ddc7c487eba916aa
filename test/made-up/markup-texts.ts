import { seededRandom, type Random } from '../../src/base/random.ts';

const pick = <Item>(items: readonly Item[], random: Random) =>
  items[Math.floor(random() * items.length)] as Item;

function element(random: Random, depth: number): string {
  const name = pick(['a', 'item', 'x-y', 'b2'], random);
  const attributes = Array.from(
    { length: Math.floor(random() * 3) },
    (_, i) => ` k${i}=${pick(['"v"', "'v'", '"a &amp; b"', '"é"'], random)}`,
  ).join('');
  if (random() < 0.2) return `<${name}${attributes}/>`;
  const inner = Array.from({ length: Math.floor(random() * 4) }, () =>
    depth > 2 || random() < 0.4
      ? pick(['text', ' 1 &lt; 2 ', '<!-- note -->', '<![CDATA[a < b]]>', '\n'], random)
      : element(random, depth + 1),
  );
  return `<${name}${attributes}>${inner.join('')}</${name}>`;
}

/** One mark taken out, or changed round, in half of them. */
function broken(text: string, random: Random): string {
  const places = [...text.matchAll(/<\/[^>]+>|[<>/"']/g)];
  const at = pick(places, random);
  const mark = at[0];
  const other = mark.startsWith('</') ? pick(['', '</other>', mark + mark], random) : '';
  return text.slice(0, at.index) + other + text.slice(at.index + mark.length);
}

/** XML documents, half of them broken in one place: for agreement with other implementations. */
export function markupTexts(count: number): string[] {
  const random = seededRandom('markup');
  return Array.from({ length: count }, (_, i) => {
    const text = `${random() < 0.3 ? '<?xml version="1.0"?>' : ''}<root>${element(random, 0)}</root>`;
    return i % 2 === 0 ? text : broken(text, random);
  });
}
