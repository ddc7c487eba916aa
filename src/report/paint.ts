import { styleText } from 'node:util';
import { newId } from '../base/id.ts';
import { visibleLine, visibleText } from '../base/visible-text.ts';

type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/**
 * Stands in every colour code of ours until it is printed, so that codes in an answer or a name cannot pass for ours. Terminals that
 * see it nevertheless, and whatever counts columns, take it for a code.
 */
const seal = (newId().replaceAll('-', '').slice(-12).match(/.{3}/g) ?? [])
  .map((hex) => 1000 + Number.parseInt(hex, 16))
  .join(';');
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const plainCode = /\u001b\[([\d;]*)m/g;
const sealedCode = new RegExp(String.raw`\u001b\[([\d;]*);${seal}m`);

/** Colours a line, or makes it one only. Whether the terminal wants colour is decided by the caller, once. */
export function paintWith(color: boolean): Paint {
  if (!color) return (_style, text) => paintedLine(text);
  return (style, text) => {
    const [open = '', close = ''] = styleText(style, '|', { validateStream: false })
      .replaceAll(plainCode, (_code, numbers: string) => `\u001b[${numbers};${seal}m`)
      .split('|');
    return `${open}${paintedLine(text)}${close}`;
  };
}

/** What stands between our colours by `write`, the colours by `code`. */
const between = (text: string, write: (plain: string) => string, code: (numbers: string) => string) =>
  text
    .split(sealedCode)
    .map((part, at) => (at % 2 === 0 ? write(part) : code(part)))
    .join('');

/** For a terminal: our colours, and whatever else could move its cursor or mislead the eye as signs. Lines and tabs stay. */
export const terminalText = (text: string): string =>
  between(text, visibleText, (numbers) => `\u001b[${numbers}m`);

/** A cell, a name, a line: the same, before it is measured, cut or coloured further; lines and tabs are signs too. */
export const paintedLine = (text: string): string =>
  between(text, visibleLine, (numbers) => `\u001b[${numbers};${seal}m`);
