import { parseArgs } from 'node:util';
import { plain } from '../../shared/present/finding-text';
import { text, type TextKey } from '../../shared/text';
import type { Changer } from '../changes/changer';
import { thisPcChanger } from '../changes/this-pc';
import { elevate } from '../elevation/this-windows';
import { NotReadable } from '../machine/door';
import { openWays, thisWindows } from '../machine/this-windows';
import { check } from './check';
import { explain } from './explain';
import { exit } from './exit-code';
import { fixCommand } from './fix';
import { historyCommand } from './history';
import { hostReport } from './host-report';
import { open } from './open';
import { kit } from './kit';
import type { Output } from './output';
import { selfTest } from './self-test';
import { thisPcCommand } from './this-pc';
import { undoCommand } from './undo';
import { UsageError } from './usage-error';
import { version } from './version';

/** One verb of the command line. */
export interface Command {
  readonly help: TextKey;
  readonly options: Readonly<Record<string, { readonly type: 'boolean' | 'string' }>>;
  /** Options that may be given several times; they come as `lists`. */
  readonly lists?: readonly string[];
  readonly run: (
    words: readonly string[],
    options: Readonly<Record<string, string | boolean | undefined>>,
    output: Output,
    signal: AbortSignal,
    lists?: Readonly<Record<string, readonly string[]>>
  ) => Promise<number>;
}

const openThisPc = (): Changer => thisPcChanger({ elevate });

const commands: Readonly<Record<string, Command>> = {
  check,
  'this-pc': thisPcCommand(thisWindows),
  open,
  explain,
  'host-report': hostReport(thisWindows),
  kit,
  fix: fixCommand(openThisPc),
  undo: undoCommand(openThisPc),
  history: historyCommand(openThisPc),
  'self-test': selfTest(openWays)
};

/** Verbs of the design that this version does not have yet; they get an answer of their own. */
const planned = ['report'];

/**
 * Runs one command line and gives its exit status.
 *
 * @param args without the program's own name
 * @param verbs what there is, by name
 */
export async function runCommand(
  args: readonly string[],
  output: Output,
  signal: AbortSignal,
  verbs = commands
): Promise<number> {
  try {
    return await dispatch(args, output, signal, verbs);
  } catch (error) {
    if (error instanceof UsageError) {
      await output.err(`reconnect: ${plain(error.message)}\n`);
      return exit.usage;
    }
    // The line was right; what it asks for cannot be seen from here.
    if (!(error instanceof NotReadable)) throw error;
    await output.err(`reconnect: ${plain(text(error.key, error.params))}\n`);
    return exit.notChecked;
  }
}

async function dispatch(
  args: readonly string[],
  output: Output,
  signal: AbortSignal,
  verbs: typeof commands
): Promise<number> {
  const [verb = 'help', ...rest] = args;
  if (verb === '--version' || verb === '-v') {
    await output.out(`${version()}\n`);
    return exit.ok;
  }
  if (verb === 'help' || verb === '--help' || verb === '-h') {
    await output.out(`${text('cli.help')}\n`);
    return exit.ok;
  }
  const command = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!command) {
    throw new UsageError(
      planned.includes(verb) ? text('cli.error.planned', { verb }) : text('cli.error.verb', { verb })
    );
  }
  const { values, positionals, lists } = parse(rest, command);
  if (values['help'] === true) {
    await output.out(`${text(command.help)}\n`);
    return exit.ok;
  }
  return command.run(positionals, values, output, signal, lists);
}

function parse(
  args: readonly string[],
  command: Command
): {
  values: Record<string, string | boolean | undefined>;
  positionals: string[];
  lists: Record<string, readonly string[]>;
} {
  const several = Object.fromEntries(
    (command.lists ?? []).map((name) => [name, { type: 'string' as const, multiple: true }])
  );
  try {
    const { values: given, positionals } = parseArgs({
      args: negativeNumbersLast(args),
      options: { ...command.options, ...several, help: { type: 'boolean' } },
      allowPositionals: true,
      strict: true
    });
    const values: Record<string, string | boolean | undefined> = {};
    const lists: Record<string, readonly string[]> = {};
    for (const [name, value] of Object.entries(given))
      if (Array.isArray(value)) lists[name] = value.map(String);
      else values[name] = value;
    return { values, positionals, lists };
  } catch (error) {
    // parseArgs says which option is wrong; its sentences end with hints that are about its own syntax.
    const [sentence = ''] = error instanceof Error ? error.message.split(/\.(?: |\n|$)|\n/) : [String(error)];
    throw new UsageError(text('cli.error.option', { sentence }));
  }
}

/**
 * Windows writes many codes as negative numbers, which look like options: they go behind `--`. `--demo` may stand without
 * a scenario, which parseArgs knows only as an empty one.
 */
function negativeNumbersLast(args: readonly string[]): string[] {
  const words = args.map((word) => (word === '--demo' ? '--demo=' : word));
  if (!words.some((word) => /^-\d+$/.test(word)) || words.includes('--')) return words;
  const isOption = (word: string): boolean => word.startsWith('--');
  return [...words.filter(isOption), '--', ...words.filter((word) => !isOption(word))];
}
