/** Longest text that is looked at; a whole message with its frame is under 2,000 characters. */
const longestText = 10_000;

/**
 * The text as the patterns expect it: lower case, plain quotes and minus signs, single spaces, no invisible characters.
 * Words that a paste has glued to the number before them (`0x904Extended error code`) are parted again.
 */
export function normalise(input: string): string {
  return input
    .slice(0, longestText)
    .normalize('NFKC')
    .slice(0, longestText)
    .toLowerCase()
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u2018\u2019\u201a\u201b`\u00b4]/g, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/([0-9a-f])(extended error|erweiterter fehler)/g, '$1 $2')
    .trim();
}
