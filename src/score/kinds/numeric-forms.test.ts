import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueOf } from '../../../test/made-up/score-with.ts';
import { numeric } from './numeric.ts';

/** [answer, expected]: these are the same number. */
const equal: Record<string, [string, number | string][]> = {
  'other scripts and no spaces': [
    ['答案是42。', 42],
    ['共42个', 42],
    ['温度是-5度', -5],
    ['合計は1,200円です', 1200],
    ['ราคา42บาท', 42],
    ['정답은 42입니다', 42],
    ['총42명', 42],
    ['答案是４２。', 42],
    ['１，２００', 1200],
    ['الجواب هو ٤٢', 42],
    ['٣٫١٤', 3.14],
    ['۱۲۳', 123],
    ['उत्तर है ४२', 42],
    ['৪২', 42],
    ['๔๒', 42],
    ['𝟒𝟐', 42],
    ['4\u200b2', 42],
    ['百分之20', 0.2],
    ['1만 2천 원', 12_000],
    ['1만 5,000원', 15_000],
    ['1억 50만', 100_500_000],
    ['3만 명 중 5명', 5],
    ['负5', -5],
  ],
  'powers of ten': [
    ['6.02 \\times 10^{23}', 6.02e23],
    ['6.02\\times10^{23}', 6.02e23],
    ['6.02 × 10^23', 6.02e23],
    ['6.02*10**23', 6.02e23],
    ['6.02 x 10^23', 6.02e23],
    ['3 × 10⁸', 3e8],
    ['1.6 × 10⁻¹⁹ C', 1.6e-19],
    ['1.6 \\cdot 10^{-19}', 1.6e-19],
    ['5 · 10³', 5000],
    ['5 ⋅ 10^−3', 0.005],
    ['10^5', 1e5],
    ['10^{-3}', 0.001],
    ['10 to the power 3', 1000],
    ['10 to the power of -3', 0.001],
    ['5 times 10 to the 3rd power', 5000],
    ['1e5', 1e5],
    ['1E+5', 1e5],
    ['1.5e-7', 1.5e-7],
    ['$$x = 2.5 \\times 10^{4}\\text{ m}$$', 25_000],
    ['2^10', 1024],
  ],
  'fractions and mixed numbers': [
    ['The answer is 11 5/6', 71 / 6],
    ['2 1/2', 2.5],
    ['2½', 2.5],
    ['½ cup', 0.5],
    ['2 and 1/2 cups', 2.5],
    ['2\\frac{1}{2}', 2.5],
    ['2 \\dfrac{1}{2}', 2.5],
    ['\\frac{1.5}{2}', 0.75],
    ['\\frac12', 0.5],
    ['\\frac{-3}{4}', -0.75],
    ['-\\frac{3}{4}', -0.75],
    ['3⁄4', 0.75],
    ['1/3', '0.3333333'],
  ],
  groupings: [
    ['₹1,00,000', 1e5],
    ['₹12,34,56,789.50', 123456789.5],
    ['1.000.000', 1e6],
    ["1'000'000", 1e6],
    ['1’000’000.50', 1000000.5],
    ['1 000 000', 1e6],
    ['1 234 567', 1234567],
    ['10 000', 1e4],
    ['1\u00a0234,5', 1234.5],
    ['1\u2009234', 1234],
    ['1\u202f234', 1234],
    ['1_000', 1000],
    ['10{,}000', 1e4],
    ['10{,}000', '10,000'],
    ['10\\,000', 1e4],
    ['1,\\!000', 1000],
  ],
  'decimal commas': [
    ['0,125', 0.125],
    ['1.234,50 €', 1234.5],
    ['Die Antwort ist 1.234.', 1234],
    ['Das sind 1.234 Stück', 1234],
    ['Es kostet 12,50 €, für drei also 1.234 €', 1234],
    ['La respuesta es 2.500', 2500],
    ['La réponse est 3,1416', 3.1416],
    ['It is 1.234', 1.234],
    ['It is 1,234', 1234],
    ['At $2.50 each that is 1,234', 1234],
  ],
  scales: [
    ['$1.5M', 1.5e6],
    ['$1.5m', 1.5e6],
    ['$2bn', 2e9],
    ['$2B', 2e9],
    ['5k', 5000],
    ['5K', 5000],
    ['1.5万', 15_000],
    ['3万5千', 35_000],
    ['1億2000万', 1.2e8],
    ['1.2亿', 1.2e8],
    ['5만', 50_000],
    ['3억 원', 3e8],
    ['2 Millionen', 2e6],
    ['2 Mio. Euro', 2e6],
    ['3 Milliarden', 3e9],
    ['1 million', 1e6],
    ['2 millions', 2e6],
    ['2 millones', 2e6],
    ['5 млн', 5e6],
    ['5 тысяч рублей', 5000],
    ['2 lakh', 2e5],
    ['1.5 crore', 1.5e7],
    ['5 ล้าน', 5e6],
    ['5 ملايين', 5e6],
    ['2.5\\text{ million}', 2.5e6],
    ['2.5 million', 2.5],
  ],
  'signs, money, percentages': [
    ['Rs.500', 500],
    ['Rp1.500.000', 1_500_000],
    ['Rp 1.500', 1500],
    ['RM1,500', 1500],
    ['1.500 ₫', 1500],
    ['CAD 42', 42],
    ['Rs. 500', 500],
    ['USD500', 500],
    ['-₹500', -500],
    ['500₩', 500],
    ['US$1,200', 1200],
    ['($1,200)', -1200],
    ['He pays fifteen dollars ($15)', 15],
    ['−5', -5],
    ['–5', -5],
    ['minus 5', -5],
    ['negative 5', -5],
    ['7 minus 3', 3],
    ['It is 20%', 20],
    ['20％', 0.2],
    ['20 per cent', 0.2],
    ['20 Prozent', 0.2],
    ['5‰', 0.005],
    ['0.25', '25%'],
    ['25', '25%'],
    ['\\boxed{25\\%}', 0.25],
    ['The answer is (42).', 42],
    ['007', 7],
    ['1.10', 1.1],
  ],
  'which number is the answer': [
    ['<answer>\n42\n</answer> I am 95% sure.', 42],
    ['<answer>12</answer>, or rather <answer>42</answer>: 7', 42],
    ['The answer is not 41 but 42.', 42],
    ["The answer isn't 41; it's 42.", 42],
    ['The answer is not less than 42', 42],
    ['Each correct answer is worth 5 points and she got 8 right, so 40.', 40],
    ['If the answer is 5, then 7 is left. So we have 12.', 12],
    ['Check whether the answer is 3: no. It is 4', 4],
    ['The answer is 7. Each wrong answer is worth 2.', 7],
    ['The final answer is: **18** (out of 20)', 18],
    ['So final answer: 18, see step 3', 18],
    ['Thus the correct answer is 18, not 20.', 18],
    ['So \\(x = 5\\), i.e. the answer is $\\boxed{x = 5}$ for n = 2', 5],
    ['{"reasoning": "3 boxes of 4", "answer": "12"}', 12],
    ['{"reasoning": "so 12", "answer": 12, "steps": 4}', 12],
    ['最终答案是：12。共3步', 12],
    ['答えは12です。手順は3つ', 12],
    ['La respuesta es 12. Hay 3 pasos', 12],
    ['Die Antwort lautet 12 (Schritt 3)', 12],
    ['Ответ: 12 (3 шага)', 12],
    ['Area: 12 cm²', 12],
    ['Area: 12 cm^2', 12],
    ['x_1 = 12', 12],
    ['CO2 is 12', 12],
    ['\\log_{2} 8 = 3', 3],
  ],
};

const different: [string, number | string][] = [
  ['5e-7', 1.6e-19],
  ['0', 1e-9],
  ['1e-9', 0.000002],
  ['9007199254740993', '9007199254740992'],
  ['12345678901234567891', '12345678901234567890'],
  ['10000001', 10_000_000],
  ['1234567.90', 1234567.89],
  ['-5', 5],
  ['10^5', 5],
  ['6.02 × 10^23', 23],
  ['11 5/6', 6],
  ['0.25%', '25%'],
  ['1.234 km', 1234],
  ['5 m', 5e6],
  ['300 K', 300_000],
];

describe('numbers as they are written', () => {
  for (const [group, rows] of Object.entries(equal))
    it.each(rows)(`${group}: %j is %j`, async (answer, expected) => {
      expect(await valueOf(numeric, answer, expected)).toBe(1);
    });
  it.each(different)('%j is not %j', async (answer, expected) => {
    expect(await valueOf(numeric, answer, expected)).toBe(0);
  });
});

describe('numbers of every locale', () => {
  const locales = [
    'en-US',
    'de-DE',
    'de-CH',
    'fr-FR',
    'en-IN',
    'hi-IN-u-nu-deva',
    'ar-EG',
    'fa-IR',
    'bn-BD',
    'th-TH-u-nu-thai',
    'pl-PL',
    'sv-SE',
    'pt-BR',
    'ru-RU',
    'ja-JP',
    'he-IL',
    'my-MM',
  ];
  it('are read back as they were written, where one separator of thousands is no decimal point', () => {
    const numbers = fc.oneof(
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 1_000_000, max: 999_999_999 }),
      fc.integer({ min: -99_999, max: 99_999_999 }).map((cents) => cents / 100),
    );
    return fc.assert(
      fc.asyncProperty(fc.constantFrom(...locales), numbers, async (locale, value) => {
        const digits =
          Number.isInteger(value) &&
          Math.abs(value) !== 0 &&
          (Math.abs(value) < 1000 || Math.abs(value) >= 1e6)
            ? 0
            : 2;
        const written = value.toLocaleString(locale, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        });
        const wanted = Number(value.toFixed(digits));
        expect(await valueOf(numeric, written, wanted), `${locale} ${written}`).toBe(1);
      }),
      { numRuns: 2000 },
    );
  });
  it('are read back from scientific and engineering notation', () =>
    fc.assert(
      fc.asyncProperty(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-300, max: 1e300 }),
        async (value) => {
          const [digits = '', exponent = ''] = value.toExponential(6).split('e');
          const wanted = Number(`${digits}e${exponent}`);
          for (const form of [
            `${digits} × 10^${Number(exponent)}`,
            `${digits} \\times 10^{${Number(exponent)}}`,
            `${digits}e${exponent}`,
          ])
            expect(await valueOf(numeric, form, wanted), form).toBe(1);
          expect(await valueOf(numeric, `${digits}e${exponent}`, wanted * 1.001)).toBe(0);
        },
      ),
    ));
});
