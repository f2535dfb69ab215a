/** Most characters of an answer. A PC with many firewall rules and a long log gives about a million. */
export const longestAnswer = 64 * 1024 * 1024;

/** What has become of an answer that is waited for. */
export interface FrameEvents {
  /** The whole answer, once. */
  readonly onFrame: (json: string) => void;
  /** Something that begins as the answer and cannot be one: it is too long, or does not end where it said. */
  readonly onBroken: (why: string) => void;
}

/**
 * Finds the one answer with this token in what PowerShell prints, whatever stands around it and however it is cut. The
 * answer is `<RECONNECT token length>json</RECONNECT token>`; its JSON holds no line breaks, so that any between its
 * characters were put there by a console and are taken out. After the first answer nothing is looked at.
 *
 * @returns takes the next piece of output
 */
export function frameReader(
  token: string,
  { onFrame, onBroken }: FrameEvents,
  longest = longestAnswer
): (piece: string) => void {
  const begin = `<RECONNECT ${token} `;
  const end = `</RECONNECT ${token}>`;
  const header = new RegExp(`${begin}(\\d{1,10})>`);
  let seen = '';
  let pieces: string[] = [];
  let size = 0;
  let length: number | null = null;
  let over = false;

  const take = (piece: string): void => {
    const clean = piece.replace(/[\r\n]+/g, '');
    pieces.push(clean);
    size += clean.length;
    if (length === null || size < length + end.length) return;
    over = true;
    const all = pieces.join('');
    pieces = [];
    if (all.startsWith(end, length)) onFrame(all.slice(0, length));
    else onBroken('the answer does not end where it says');
  };

  return (piece) => {
    if (over) return;
    if (length !== null) return take(piece);
    seen += piece;
    const found = header.exec(seen);
    if (!found) {
      // Only the beginning of a header may still be needed.
      seen = seen.slice(-(begin.length + 16));
      return;
    }
    const rest = seen.slice(found.index + found[0].length);
    seen = '';
    length = Number(found[1]);
    if (length > longest) {
      over = true;
      return onBroken(`the answer has ${length} characters`);
    }
    take(rest);
  };
}
