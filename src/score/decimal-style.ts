const point =
  /(?<![\d.,])(?:\d+\.\d{1,2}(?![\d.])|\d+\.\d{4,}(?![\d.])|0\.\d+|\d{1,3}(?:,\d{3}){1,8}\.\d|\d{1,3}(?:,\d{3}){2,8}(?!\d))/;
const comma =
  /(?<![\d.,])(?:0,\d+|\d+,\d{1,2}(?![\d,])|\d{1,3}(?:\.\d{3}){1,8},\d|\d{1,3}(?:\.\d{3}){2,8}(?!\d))/;
/** Money and everyday words of languages that write a decimal comma. */
const continental =
  /(?<![\p{L}\d])(?:antwort|beträgt|betragen|sind|ergibt|insgesamt|kostet|lautet|und|das|der|die|ist|réponse|est|sont|coûte|vaut|respuesta|son|cuesta|resposta|são|custa|risposta|sono|costa|antwoord|zijn|odpowiedź|wynosi|svar|ответ|равно|равен|составляет|zł|kr|Kč|Ft|грн|лв|lei)(?![\p{L}\d])|[\d\s]€|R\$|(?<![\p{L}])Rp\.?\s?\d|[₫₺₽]|đồng/iu;

/** How ambiguous numbers (`1.234`, `1,234`) of a text are meant, told by its other numbers, then by its language. */
export function decimalStyle(text: string): 'point' | 'comma' {
  if (point.test(text)) return 'point';
  return comma.test(text) || continental.test(text) ? 'comma' : 'point';
}
