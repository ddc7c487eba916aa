/** Of a text for a terminal: whether it has colours, and how many columns. */
export interface Look {
  color: boolean;
  width: number;
}
