/** How much of a drawing's width goes to what, where its size is known before it is drawn. */
export interface ChartRoom {
  widthPx: number;
  /** Characters of a target's name. */
  nameChars: number;
  /** Characters of the text behind a row; 0: there is no room for it. */
  textChars: number;
}

/** Width of a character at the size of labels, in a wide font. */
const charPx = 7;

export const textWidthPx = (chars: number): number => Math.ceil(chars * charPx);
