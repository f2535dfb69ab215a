import { MessageChannel } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { changedPc, setValue, terminalServer, terminalServicesPolicy } from '../demo/machines/sound-pc';
import { Refused } from '../changes/refused';
import { FileRefused, openHere, type OpenRecording } from './recording';
import { openInThread, serveRecording, type Thread } from './recording-thread';

const off = JSON.stringify(
  changedPc('windows-11', (draft) => setValue(draft, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]))
);

/** A thread's line without the thread: both ends are in this one. */
function line(): { readonly open: OpenRecording; readonly ended: () => number; readonly die: () => void } {
  let ended = 0;
  let onExit: (why: unknown) => void = () => undefined;
  const start = (): Thread => {
    const { port1, port2 } = new MessageChannel();
    serveRecording(port2);
    return {
      postMessage: (message) => port1.postMessage(message),
      on: (event, listener) => port1.on(event, listener),
      once: (event, listener) => (event === 'exit' ? (onExit = listener) : undefined),
      terminate: () => {
        ended += 1;
        port1.close();
      }
    };
  };
  return { open: openInThread(start), ended: () => ended, die: () => onExit(1) };
}

it('gives what is judged here, in each role, and ends its thread when it is let go', async () => {
  const { open, ended } = line();
  const recording = await open([off]);
  const here = await openHere([off]);
  const judged = await Promise.all([recording.judge('host', 'srv1'), recording.judge('client', null)]);
  expect(judged).toEqual([await here.judge('host', 'srv1'), await here.judge('client', null)]);
  expect(judged[0].likelyCause).toBe('remote-desktop-off');
  recording.close();
  expect(ended()).toBe(1);
  await expect(recording.judge('host', null)).rejects.toThrow('closed');
});

it('says which of two files is none, and why, and leaves no thread', async () => {
  const { open, ended } = line();
  const refused = open([off, '{"schema":"reconnect.machine/1","closed":"yes"}']);
  await expect(refused).rejects.toBeInstanceOf(FileRefused);
  await expect(refused).rejects.toMatchObject({ which: 1, why: { fault: 'wrong-type', place: 'closed' } });
  expect(ended()).toBe(1);
});

it('waits for nothing that a thread can no longer answer', async () => {
  const { open, die } = line();
  const recording = await open([off]);
  const judged = recording.judge('host', null);
  die();
  await expect(judged).rejects.toThrow('has ended');
});

it('plans a fix there too, and says why it may not be made', async () => {
  const { open } = line();
  const recording = await open([off]);
  const here = await openHere([off]);
  const plan = await recording.plan('remote-desktop-on', {}, 'host');
  expect(plan).toEqual(await here.plan('remote-desktop-on', {}, 'host'));
  expect(plan.changes).toMatchObject([{ setting: 'remote-desktop', before: 1, after: 0 }]);
  const managed = changedPc('windows-11', (draft) =>
    setValue(draft, terminalServicesPolicy, 'fDenyTSConnections', ['REG_DWORD', 1])
  );
  const other = await open([JSON.stringify(managed)]);
  const refused = other.plan('remote-desktop-on', {}, 'host');
  await expect(refused).rejects.toBeInstanceOf(Refused);
  await expect(refused).rejects.toMatchObject({
    reason: 'managed-by-policy',
    where: `${terminalServicesPolicy}\\fDenyTSConnections`
  });
});
