/** A number in a text that can be a code. */
export interface NumberRead {
  /** 0 to 0xffffffff; a signed number is given as its 32 bits. */
  readonly value: number;
  /** Where it stands in the normalised text. */
  readonly at: number;
  /** What the words before it call it. */
  readonly label: 'code' | 'extended' | null;
  /** Only words that belong to codes, or none, stand between this number and the one before. */
  readonly joined: boolean;
  /** False for a number in the middle of a sentence that may be anything; only a large known code counts then. */
  readonly certain: boolean;
}

/** Words that stand beside codes and say nothing more. */
const labelWords = new Set(
  (
    'error errors code codes reason reasons disconnect disconnected disconnection discreason result resultcode hresult ' +
    'ntstatus status sspi schannel mstsc rdp remote desktop extended ext additional and with hex dec decimal value ' +
    'errorcode extendederrorcode extendeddisconnectreason fehler fehlercode erweiterter erweitert und grund ' +
    'erreur étendu étendue et error código extendido extendida y codice errore esteso erro estendido e d de di'
  ).split(' ')
);

/** What may stand before a colon with the number right behind it; `server:3389` is a host with its port. */
const prefix = /^(?:error|code|errorcode|reason|discreason|hresult|ntstatus|fehlercode|extended)[:=]/;
const labelBefore =
  /(?:code|reason|error|status|hresult|result|fehler|grund|erreur|errore|erro|étendue?|extendido|esteso|estendido)["' ]{0,2}[:=#]? {0,2}[("']?$/;
const extendedBefore = /extended|\bext\b|erweitert|étendu|extendid|estes|estendid|расшир|扩展|擴充|拡張|확장/;
const letters = /\p{L}[\p{L}\p{N}_]*/gu;

/** A run of characters that can make up a number, a host name, an address or a path. */
const runs = /[0-9a-z_.:/[\]%@\\=-]+/g;

const words = (text: string): string[] => text.match(letters) ?? [];
const onlyLabels = (text: string): boolean => words(text).every((word) => labelWords.has(word));

/** The value of `spelling`, and whether its form alone makes it a code; null where it is not a 32-bit number. */
function valueOf(spelling: string): { readonly value: number; readonly unmistakable: boolean } | null {
  const hex = /^0x0*([0-9a-f]{1,16})$/.exec(spelling)?.[1];
  if (hex !== undefined) {
    // A 64-bit spelling of a negative number has its upper half filled with ones.
    const digits = hex.length === 16 && hex.startsWith('ffffffff') ? hex.slice(8) : hex;
    return digits.length > 8 ? null : { value: parseInt(digits, 16), unmistakable: true };
  }
  // 8009030c, c000006d: how logs and scripts print them. Words such as `deadbeef` have too few digits.
  if (/^[8cd][0-9a-f]{7}$/.test(spelling) && spelling.replace(/[a-f]/g, '').length >= 5) {
    return { value: parseInt(spelling, 16), unmistakable: false };
  }
  if (!/^-?\d{1,10}$/.test(spelling)) return null;
  const value = Number(spelling);
  if (value > 0xffff_ffff || value < -0x8000_0000) return null;
  return { value: value >>> 0, unmistakable: false };
}

/** The spelling inside a run: `code:0x904` and `[0x904]` hold one, `10.0.0.5:3389` and `fe80::1` do not. */
function spellingsIn(run: string): readonly { readonly spelling: string; readonly offset: number }[] {
  let start = 0;
  let end = run.length;
  // `:0x904` is what a label without a space leaves, in a script the run does not hold.
  if (run.startsWith('[') || run.startsWith(':0x')) start = 1;
  if (end > start && '.:'.includes(run.charAt(end - 1))) end -= 1;
  if (end > start && run.charAt(end - 1) === ']') end -= 1;
  start += prefix.exec(run.slice(start, end))?.[0].length ?? 0;
  const body = run.slice(start, end);
  if (!body.includes('/')) return [{ spelling: body, offset: start }];
  const parts = body.split('/');
  if (!parts.every(valueOf)) return [];
  let offset = start;
  return parts.map((spelling) => {
    const here = offset;
    offset += spelling.length + 1;
    return { spelling, offset: here };
  });
}

/**
 * Every number of a normalised text that can be a code, in order. Numbers that are part of a name, an address, a
 * version or a sentence are left alone. Work grows with the length of the text only.
 */
export function readNumbers(text: string): readonly NumberRead[] {
  const candidates: { value: number; unmistakable: boolean; at: number; end: number }[] = [];
  const rest: string[] = [];
  let read = 0;
  for (const { 0: run, index } of text.matchAll(runs)) {
    for (const { spelling, offset } of spellingsIn(run)) {
      const number = valueOf(spelling);
      if (!number) continue;
      const at = index + offset;
      candidates.push({ ...number, at, end: at + spelling.length });
      rest.push(text.slice(read, at));
      read = at + spelling.length;
    }
  }
  rest.push(text.slice(read));
  const nothingElse = rest.every((part) => onlyLabels(part) && !/\d/.test(part));

  return candidates.map(({ value, unmistakable, at }, index): NumberRead => {
    const before = text.slice(candidates[index - 1]?.end ?? 0, at);
    const nearby = before.slice(-60);
    const labelled = labelBefore.test(before.slice(-24));
    return {
      value,
      at,
      label: extendedBefore.test(nearby) ? 'extended' : labelled ? 'code' : null,
      joined: index > 0 && onlyLabels(before),
      certain: unmistakable || nothingElse || labelled
    };
  });
}
