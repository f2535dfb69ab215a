import { call, type Handle } from './calls';

// A person at the keyboard: reads what a dialog says, and presses one of its buttons. It sees windows as any program of the
// same desktop does, and shares nothing with the program that shows them.

const user32 = 'user32.dll';
const findWindow = call<[Handle, Handle, string | null, null], Handle>(
  user32,
  'void *FindWindowExW(void *parent, void *after, str16 class, str16 title)'
);
const isVisible = call<[Handle], number>(user32, 'int IsWindowVisible(void *window)');
/** Text of another process's controls is given to a message alone. */
const getText = call<[Handle, number, number, Buffer], bigint | number>(
  user32,
  'intptr_t SendMessageW(void *window, uint32_t message, uintptr_t size, _Out_ uint8_t *text)'
);
const post = call<[Handle, number, number, number], number>(
  user32,
  'int PostMessageW(void *window, uint32_t message, uintptr_t w, intptr_t l)'
);

const setText = call<[Handle, number, number, string], bigint | number>(
  user32,
  'intptr_t SendMessageW(void *window, uint32_t message, uintptr_t w, str16 text)'
);
const ask = call<[Handle, number, number, number], bigint | number>(
  user32,
  'intptr_t SendMessageW(void *window, uint32_t message, uintptr_t w, intptr_t l)'
);

const messages = { setText: 0x000c, getText: 0x000d, getPasswordMark: 0x00d2, click: 0x00f5 } as const;
/** The class of every dialog, MessageBoxW's and TaskDialog's among them. */
const dialogClass = '#32770';

/** A dialog as a person sees it. */
export interface SeenDialog {
  readonly title: string;
  /** All that stands in it but its buttons. */
  readonly texts: readonly string[];
  readonly buttons: readonly string[];
}

interface Control {
  readonly window: Handle;
  readonly text: string;
}

function* children(parent: Handle, className: string | null): Generator<Handle> {
  for (let window: Handle = null; (window = findWindow(parent, window, className, null)) !== null;)
    yield window;
}

function textOf(window: Handle): string {
  const bytes = Buffer.alloc(8192);
  const length = Number(getText(window, messages.getText, bytes.length / 2, bytes));
  return bytes.toString('utf16le', 0, length * 2);
}

const controls = (parent: Handle, className: string | null): Control[] =>
  [...children(parent, className)]
    .filter((window) => isVisible(window) !== 0)
    .map((window) => ({ window, text: textOf(window) }))
    .filter(({ text }) => text !== '');

/** Without the mark of the letter that presses it. */
const labelOf = ({ text }: Control): string => text.replace(/&(.)/g, '$1');

export interface DialogAnswer {
  /** What the button says. */
  readonly press: string;
  /** Milliseconds to wait for a dialog with such a button. */
  readonly withinMs: number;
}

/**
 * Waits for a dialog with this button, on whichever window of the desktop, and presses it.
 *
 * @returns what it said
 */
export async function answerDialog({ press, withinMs }: DialogAnswer): Promise<SeenDialog> {
  const end = Date.now() + withinMs;
  let seen: readonly SeenDialog[] = [];
  while (Date.now() < end) {
    const dialogs = controls(null, dialogClass).map(({ window, text }) => ({
      title: text,
      buttons: controls(window, 'Button'),
      all: controls(window, null)
    }));
    seen = dialogs.map(({ title, buttons, all }) => ({
      title,
      texts: all
        .filter(({ window }) => !buttons.some((one) => one.window === window))
        .map(({ text }) => text),
      buttons: buttons.map(labelOf)
    }));
    for (const [at, { buttons }] of dialogs.entries()) {
      const button = buttons.find((one) => labelOf(one) === press);
      const said = seen[at];
      if (button === undefined || said === undefined) continue;
      post(button.window, messages.click, 0, 0);
      return said;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no dialog with "${press}" in ${withinMs} ms; there were ${JSON.stringify(seen)}`);
}

export interface TypedPassword {
  readonly title: string;
  /** Without it, what is in the field stays. */
  readonly user?: string;
  readonly password: string;
  readonly withinMs: number;
}

/**
 * Waits for a dialog that asks for a password, types it, and presses OK.
 *
 * @returns what it said
 */
export async function typePassword({ title, user, password, withinMs }: TypedPassword): Promise<SeenDialog> {
  for (const end = Date.now() + withinMs; ;) {
    const dialog = controls(null, dialogClass).find(({ text }) => text === title);
    const field = dialog && [...children(dialog.window, 'Edit')].find(isForPassword);
    if (field !== undefined) {
      // The name is typed into the field of a list.
      const [list = null] = children(dialog?.window ?? null, 'ComboBoxEx32');
      if (user !== undefined) setText(list, messages.setText, 0, user);
      setText(field, messages.setText, 0, password);
      return answerDialog({ press: 'OK', withinMs });
    }
    if (Date.now() > end) throw new Error(`no dialog "${title}" with a password in ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isForPassword = (field: Handle): boolean => Number(ask(field, messages.getPasswordMark, 0, 0)) !== 0;
