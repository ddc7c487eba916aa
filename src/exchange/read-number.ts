/** A number as a person or a spreadsheet writes it. */
export interface ReadNumber {
  value: number;
  /** Its comma is a decimal point or groups thousands. */
  hasComma: boolean;
}

const thousands = /^[-+]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/;
const continental = /^[-+]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/;
/** `1,234` may be either, and is none. */
const decimalComma = /^[-+]?(?:0,\d+|\d+,(?:\d{1,2}|\d{4,}))$/;

/** As nearly all are written. */
const plain = /^\d+(?:\.\d+)?$/;

/** `NaN` in `value`: it is no number, or may be read in two ways. */
export function readNumber(written: string): ReadNumber {
  if (plain.test(written)) return { value: Number(written), hasComma: false };
  const text = written.trim();
  if (thousands.test(text)) return { value: Number(text.replaceAll(',', '')), hasComma: true };
  if (continental.test(text))
    return { value: Number(text.replaceAll('.', '').replace(',', '.')), hasComma: true };
  if (decimalComma.test(text)) return { value: Number(text.replace(',', '.')), hasComma: true };
  return { value: text === '' ? Number.NaN : Number(text), hasComma: false };
}
