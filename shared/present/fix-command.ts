/** What every shell on Windows takes as it stands. */
const plain = /^[\p{L}\p{N}._-]+$/u;
/**
 * What is the same in cmd and PowerShell between double quotes. A parameter may come from a report that somebody else made,
 * and `$`, `%`, a back tick or a quote of any form would do something there.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
const quotable = /^[\p{L}\p{N}._:@\\{} -]*[\p{L}\p{N}._:@{} -]$/u;

/** The command that makes a fix on the PC where it is typed, or shows it; null where a parameter could do more than be one. */
export function fixCommand(
  id: string,
  params: Readonly<Record<string, string>>,
  consent: '--yes' | '--dry-run' = '--yes'
): string | null {
  const words = Object.entries(params).map(([name, value]) => {
    const word = `${name}=${value}`;
    if (plain.test(value)) return `--param ${word}`;
    return quotable.test(value) ? `--param "${word}"` : null;
  });
  return words.includes(null) ? null : ['reconnect fix', id, ...words, consent].join(' ');
}
