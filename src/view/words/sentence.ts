/** A note as a sentence of its own: `Quality is n/a.` */
export const sentence = (note: string): string =>
  `${note[0]?.toUpperCase() ?? ''}${note.slice(1)}${/[.!?]$/.test(note) ? '' : '.'}`;
