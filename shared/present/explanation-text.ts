import { text } from '../text';
import type { Explanation } from '../model/explanation';

/** What a code means, for people: what `explain` prints and what Copy puts on the clipboard. */
export function explanationText({ codes }: Explanation): string {
  return codes
    .map(({ kind, code, name, meaning, side, causes }) =>
      [
        [text(`app.start.code.kind.${kind}`), kind === 'message' ? null : code, name]
          .filter((part) => part !== null)
          .join('  '),
        `  ${meaning}`,
        ...(side === null ? [] : [`  ${text('cli.result.side', { side: text(`app.side.${side}`) })}`]),
        ...(causes.length > 0 ? [`  ${text('app.start.code.causes', { code })}:`] : []),
        ...causes.map(({ finding, why }, index) => `  ${index + 1}. ${why} (${finding})`)
      ].join('\n')
    )
    .join('\n\n');
}
