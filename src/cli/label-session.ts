/** A person looks at answers one after the other and says of each what it is worth. */
import type { Choices } from '../labels/choices.ts';
import { formatDuration } from '../view/format.ts';

export interface SessionOptions<Item> {
  items: readonly Item[];
  /** Of how many that were asked for these are the rest. */
  total: number;
  question: string;
  choices: Choices;
  /** Read only when its turn comes. */
  show(item: Item): Promise<string>;
  /** `null`: taken back. */
  keep(item: Item, value: number | null): Promise<void>;
  nextKey(): Promise<string | null>;
  print(text: string): void;
  nowMs(): number;
}

/** Longer ones are read one below the other. */
const maxOfLine = 90;

function keysText(choices: Choices): string {
  const said = Object.entries(choices).map(([key, { means }]) => (means === '' ? key : `${key} ${means}`));
  const others = ['s skip', 'u undo', 'q stop'];
  const line = [...said, ...others].join(' · ');
  if (line.length <= maxOfLine) return line;
  return ['', ...said, others.join(' · ')].join('\n  ');
}

/** What a person has done so far, and how long the rest will take. */
function headOf(done: number, total: number, said: number, sinceMs: number): string {
  const left =
    said === 0 ? '' : ` · about ${formatDuration(((sinceMs / said) * (total - done)) / 1000)} left`;
  return `${done + 1} of ${total}${left}`;
}

/** Gives how many were labelled now. Ends when all are, at `q` or when there are no more keys. */
export async function labelSession<Item>(options: SessionOptions<Item>): Promise<number> {
  const { items, total, choices, print, nowMs } = options;
  const before = total - items.length;
  const fromMs = nowMs();
  const labelled = new Set<number>();
  for (let at = 0; at < items.length;) {
    const item = items[at] as Item;
    print(`\n${headOf(before + at, total, labelled.size, nowMs() - fromMs)}\n`);
    print(await options.show(item));
    print(`\n${options.question}  ${keysText(choices)}`);
    const key = await options.nextKey();
    const choice = key === null ? undefined : choices[key];
    if (key === null || key === 'q') break;
    if (choice) {
      await options.keep(item, choice.value);
      labelled.add(at++);
    } else if (key === 's') at++;
    else if (key === 'u' && at > 0) {
      at--;
      if (labelled.delete(at)) await options.keep(items[at] as Item, null);
    } else print(`${key} is none of these keys.`);
  }
  return labelled.size;
}
