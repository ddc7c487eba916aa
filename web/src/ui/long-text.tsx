import { useState } from 'react';
import { visibleText } from '../../../src/base/visible-text.ts';
import { formatCount } from '../../../src/view/format.ts';
import { firstPart } from '../lib/first-part.ts';

const firstShown = 20_000;
const moreShown = 200_000;

interface LongTextProps {
  text: string;
  className: string | undefined;
  /** For what is read by itself, and scrolled. */
  label?: string;
}

/** Text of others as text: nothing in it is a tag or a link, what cannot be seen is shown by signs, and a huge one comes in parts. */
export function LongText({ text, className, label }: LongTextProps) {
  const [length, setLength] = useState(firstShown);
  const part = firstPart(text, length);
  return (
    <>
      <pre className={className} {...(label !== undefined && { tabIndex: 0, 'aria-label': label })}>
        {visibleText(part)}
      </pre>
      {part.length < text.length && (
        <p>
          The first {formatCount(part.length)} of {formatCount(text.length)} characters.{' '}
          <button type="button" className="plain-button" onClick={() => setLength(length + moreShown)}>
            Show more
          </button>
        </p>
      )}
    </>
  );
}
