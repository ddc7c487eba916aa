/** A run of tokens that travels in one frame. */
export interface Piece {
  text: string;
  tokens: number;
}

const tokenPattern = /\s*[^\s]{1,6}|\s+$/gu;

/** The simulator's own tokens: up to six characters with the white space before them. Joined they give the text again. */
export function tokensOf(text: string): string[] {
  return text.match(tokenPattern) ?? [];
}

/** Tokens of a prompt at four characters each: nobody sees these tokens, so they need not be cut. */
export function estimatedTokens(characters: number): number {
  return Math.ceil(characters / 4);
}

/** Cuts a text into frames of `tokensPerFrame` tokens; the last may hold fewer. */
export function piecesOf(text: string, tokensPerFrame: number): Piece[] {
  const tokens = tokensOf(text);
  const pieces: Piece[] = [];
  for (let i = 0; i < tokens.length; i += tokensPerFrame) {
    const part = tokens.slice(i, i + tokensPerFrame);
    pieces.push({ text: part.join(''), tokens: part.length });
  }
  return pieces;
}

export function joined(pieces: Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}
