import { text } from '../../../shared/text';
import { holdFile, reject } from '../../stores/start-store';
import { decodeRdpFile, longestFile, targetOfRdpFile } from './rdp-file';

/** Reads a chosen or dropped .rdp file into the field, or says under the field why not. */
export async function takeFile(file: File): Promise<void> {
  const { name } = file;
  // Two bytes a character in UTF-16.
  if (file.size > 2 * longestFile) return reject('field', text('app.error.file-too-large', { name }));
  let content: string;
  try {
    content = decodeRdpFile(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    return reject(
      'field',
      text('app.error.file-unreadable', { name, why: error instanceof Error ? error.message : String(error) })
    );
  }
  if (content.length > longestFile) return reject('field', text('app.error.file-too-large', { name }));
  const target = targetOfRdpFile(content);
  if (target === null) return reject('field', text('app.error.file-not-rdp', { name }));
  holdFile({ name, content, target });
}
