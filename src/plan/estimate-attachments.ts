import type { Attachment } from '../contract/content.ts';
import type { Range } from '../contract/plan.ts';

/**
 * One picture. Least: OpenAI's `low` detail (85). Most: what Anthropic's limit of 1,568 tokens and OpenAI's of 1,536
 * patches come to; Gemini takes 258 for each tile of 768 pixels.
 */
const picture: Range = { low: 85, likely: 1000, high: 1600 };

/** One page of a PDF: Gemini takes 258, Anthropic 1,500 to 3,000 for its text, besides its picture. */
const page: Range = { low: 258, likely: 2000, high: 4600 };

/** Pages are not counted but told by size: a page of text takes some 50 kB, a scanned one more. */
const bytesPerPage = 50_000;
/** Pages of a document whose size is not known. */
const assumedPages = 10;

function pagesOf({ bytes }: Attachment): Range {
  if (bytes === null) return { low: 1, likely: assumedPages, high: assumedPages * 10 };
  const pages = Math.max(1, Math.ceil(bytes / bytesPerPage));
  return { low: 1, likely: pages, high: pages * 10 };
}

/** Input tokens of pictures and documents, roughly: every provider counts them in its own way. */
export function estimateAttachments(attachments: readonly Attachment[]): Range {
  const sum = { low: 0, likely: 0, high: 0 };
  for (const attachment of attachments) {
    const pages = pagesOf(attachment);
    const isPicture = attachment.type === 'image';
    for (const end of ['low', 'likely', 'high'] as const)
      sum[end] += isPicture ? picture[end] : page[end] * pages[end];
  }
  return sum;
}
