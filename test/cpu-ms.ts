/** Time that work took of a processor in this thread, ms: what a busy machine does meanwhile is not in it. */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const from = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1000;
}
