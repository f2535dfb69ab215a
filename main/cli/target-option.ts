import { text } from '../../shared/text';
import { NotATarget, parseTarget } from '../diagnosis/parse-target';
import { UsageError } from './usage-error';

/**
 * The host of `--target`; a port behind it does not matter to what is asked here.
 *
 * @throws UsageError
 */
export function readHostName(value: string | boolean | undefined): string | null {
  if (typeof value !== 'string') return null;
  try {
    return parseTarget(value).host;
  } catch (error) {
    if (!(error instanceof NotATarget)) throw error;
    throw new UsageError(text(`cli.target.${error.fault}`, { word: value.slice(0, 100) }));
  }
}
