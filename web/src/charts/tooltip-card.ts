import type { TooltipCard } from '../../../src/view/charts/chart-option.ts';

/** A tooltip's content as elements: inline styles in markup are not allowed on the page. */
export function tooltipCard({ title, colour, rows }: TooltipCard): HTMLElement {
  const card = document.createElement('div');
  card.className = 'chart-tooltip';
  const head = card.appendChild(document.createElement('strong'));
  head.textContent = title;
  if (colour !== null) head.style.color = colour;
  const list = card.appendChild(document.createElement('dl'));
  for (const [label, value] of rows) {
    list.appendChild(document.createElement('dt')).textContent = label;
    list.appendChild(document.createElement('dd')).textContent = value;
  }
  return card;
}
