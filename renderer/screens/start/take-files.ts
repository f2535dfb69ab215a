import type { PcSubject } from '../../../shared/ipc/contract';
import { text } from '../../../shared/text';
import { lookAt } from '../../stores/pc-store';
import { accept, ask, reject, useStart, type OpenedFile } from '../../stores/start-store';
import { useView } from '../../stores/view-store';
import { decodeReport, fileName, kindOfFile, largestReport } from './report-file';
import { takeFile } from './take-file';

/** Takes what was dropped or chosen: one .rdp file into the field, one or two reports to be looked at. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const [first, second] = files;
  if (!first) return;
  const kinds = files.map(kindOfFile);
  if (!second && kinds[0] === 'other') {
    useView.getState().show('start');
    return takeFile(first);
  }
  const bundle = files[kinds.indexOf('bundle')];
  if (bundle) return refuse(text('pc.open.bundle', { name: fileName(bundle) }));
  if (kinds.includes('other')) return refuse(text('pc.open.mixed'));
  if (files.length > 2) return refuse(text('pc.open.too-many', { count: files.length }));
  const one = await read(first);
  if (typeof one === 'string') return refuse(one);
  if (!second) return openReports({ file: one });
  const two = await read(second);
  if (typeof two === 'string') return refuse(two);
  useView.getState().show('start');
  ask([one, two]);
}

/** Opens a report, or the client's and the host's together. */
export async function openReports(files: Omit<PcSubject & { kind: 'report' }, 'kind'>): Promise<void> {
  const names = [files.file, ...(files.host ? [files.host] : [])].map(({ name }) => name).join(' + ');
  const sentence = await whileReading(names, lookAt({ kind: 'report', ...files }, 'both'));
  if (sentence === null) accept();
  else refuse(sentence);
}

/** A report of the usual size is open before this, milliseconds; only a larger one is said to be read. */
const slowAfterMs = 300;

async function whileReading<T>(opening: string, done: Promise<T>): Promise<T> {
  const timer = setTimeout(() => useStart.setState({ opening }), slowAfterMs);
  try {
    return await done;
  } finally {
    clearTimeout(timer);
    // Of two at once the later one may still be read.
    if (useStart.getState().opening === opening) useStart.setState({ opening: null });
  }
}

function refuse(sentence: string): void {
  useView.getState().show('start');
  reject('report', sentence);
}

/** @returns the sentence why not, where it cannot be read */
async function read(file: File): Promise<OpenedFile | string> {
  const name = fileName(file);
  if (file.size > largestReport) return text('pc.image.too-large', { path: name });
  try {
    const content = decodeReport(new Uint8Array(await file.arrayBuffer()));
    return content === null ? text('pc.image.not-text', { path: name }) : { name, content };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return text('app.error.file-unreadable', { name, why });
  }
}
