/** Most senders that are remembered; one is a process that tells of its runs. */
const kept = 200;

interface Sender {
  /** Number of the last event that was taken. */
  taken: number;
  /** What is under way, one after the other. */
  handled: Promise<unknown>;
}

/** Takes each event of a sender once and in order, however often it is sent: senders number theirs from 1. */
export class SenderBook {
  readonly #senders = new Map<string, Sender>();

  /**
   * `first`: number of the first of `events`. `take` gets those that are new, and whether some before them never came here: after this
   * server was started, or when the sender could not keep them. Gives the number of the last event that was taken.
   */
  async take<Event>(
    { sender: name, first }: { sender: string; first: number },
    events: Event[],
    take: (fresh: Event[], isGap: boolean) => Promise<void>,
  ): Promise<number> {
    const sender = this.#of(name);
    const work = sender.handled.then(async () => {
      const fresh = events.slice(Math.max(0, sender.taken + 1 - first));
      if (fresh.length === 0) return sender.taken;
      await take(fresh, first > sender.taken + 1);
      sender.taken = first + events.length - 1;
      return sender.taken;
    });
    sender.handled = work.catch(() => undefined);
    return work;
  }

  #of(name: string): Sender {
    const sender = this.#senders.get(name) ?? { taken: 0, handled: Promise.resolve() };
    this.#senders.delete(name);
    this.#senders.set(name, sender);
    const oldest = this.#senders.keys().next().value;
    if (this.#senders.size > kept && oldest !== undefined) this.#senders.delete(oldest);
    return sender;
  }
}
