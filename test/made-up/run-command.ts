import type { CommandContext } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands.ts';
import type { ExitName } from '../../src/cli/exit-codes.ts';
import type { Given } from '../../src/cli/options.ts';

/** A command without a process of its own: options as they are written on the command line. */
export async function runCommand(
  name: string,
  args: string[],
  given: Record<string, Given>,
  context: CommandContext,
): Promise<ExitName> {
  const command = commands.find((one) => one.name === name);
  if (!command) throw new Error(`there is no command ${name}`);
  return command.run(args, given, context);
}
