export type CsvCell = string | number | null | undefined;

/** RFC 4180; a formula of a spreadsheet is told as text. Unknown is an empty cell. */
export function csvCell(value: CsvCell): string {
  if (value == null) return '';
  const text =
    typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
