import { readActions } from '../changes/acted';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeMachineFolderAnyway } from '../changes/machine-folder';
import { changeDirectly, ownAccount, storesOfThisPc } from '../changes/this-pc';
import { lookFor } from '../changes/look-for';
import { makeAny, planAny, undoAny } from '../changes/make';
import { readJournal } from '../changes/journal';
import { readStore, recordsOf } from '../changes/journal-store';
import { recover } from '../changes/recovery';
import { allReadings } from '../facts';
import { fixes } from '../fixes';
import { text } from '../../shared/text';
import { codeOf } from '../machine/durable';
import { WindowsError } from '../machine/native/failure';
import { knownFolder } from '../machine/native/known-folders';
import { systemDirectory } from '../machine/native/library';
import { askInMessageBox } from '../machine/native/message-box';
import type { PipeEnd } from '../machine/native/pipe-calls';
import { connectPipe } from '../machine/native/pipe-client';
import { stillRuns } from '../machine/native/process-mark';
import { openWritable } from '../machine/this-windows';
import { serveBroker } from './broker';
import { replaceEnvironment, windowsEnvironment } from './environment';
import type { BrokerLaunch } from './launch';
import { questionText } from './question';

/**
 * The broker: the same program with an administrator's rights and no window, for as long as the app that started it wants
 * something of it.
 *
 * @param keepFilesIn where Chromium is to keep files of its own; called before anything is waited for
 * @returns the exit status: 0 where it served until the end, 1 where nobody of that name was there or the other end was not
 *   the app
 * @throws JournalUnusable where nothing can be kept in ProgramData; what nobody foresaw
 */
export async function startBroker(
  launch: BrokerLaunch,
  keepFilesIn: (folder: string) => void
): Promise<number> {
  // Before anything is started or read by a path that has a variable in it.
  replaceEnvironment(process.env, windowsEnvironment(systemDirectory(), knownFolder('program-data')));
  const own = makeMachineFolderAnyway(wantedFolder());
  keepFilesIn(own.folder);
  const pipe = connected(launch.pipe);
  if (pipe === null) return 1;
  const { account } = await ownAccount();
  const { machine, close } = openWritable();
  try {
    const why = await serveBroker(pipe.stream(), launch, {
      fixes,
      facts: () => machine.look(allReadings),
      plan: async (fix, params) => {
        // The app is told at once, and the person asked nothing that would come to nothing.
        if (own.trouble) throw own.trouble;
        return planAny(await lookFor(machine.look, fix, params), fix, params);
      },
      apply: (fix, params, hash) => changeDirectly('machine', (desk) => makeAny(desk, fix, params, hash)),
      undo: (changeId, { force }) =>
        changeDirectly('machine', (desk) => undoAny(desk, changeId, { force, dryRun: false })),
      recover: (changeId, way) => changeDirectly('machine', (desk) => recover(desk, changeId, way)),
      fixOf,
      confirm: (question, signal) => askInMessageBox(questionText(question), text('fix.ask.caption'), signal),
      account,
      peerProcess: () => pipe.peer,
      isRunning: stillRuns
    });
    return ['done', 'closed', 'idle', 'parent-gone'].includes(why) ? 0 : 1;
  } finally {
    await close();
    if (own.trouble) takeAway(own.folder);
  }
}

/**
 * Beside the journal of the whole PC. In the person's own profile a link of theirs could lead what an elevated Chromium writes
 * to wherever they like.
 */
const wantedFolder = (): string => join(dirname(storesOfThisPc().machine.folder), 'Elevated');

/** What Chromium has open in it stays: Windows deletes no such file, and nobody but an administrator can write there. */
function takeAway(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (codeOf(error) === String(error)) throw error;
  }
}

/** Null where there is no such pipe, or somebody else is at it. */
function connected(name: string): PipeEnd | null {
  try {
    return connectPipe(name);
  } catch (error) {
    if (error instanceof WindowsError) return null;
    throw error;
  }
}

async function fixOf(changeId: string): Promise<string | null> {
  const { machine } = storesOfThisPc();
  const { entries } = await readStore(machine);
  const records = recordsOf(machine, entries);
  const all = [...readJournal(records), ...readActions(records)];
  return all.find(({ id }) => id === changeId)?.fix ?? null;
}
