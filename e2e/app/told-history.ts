import type { ElectronApplication } from '@playwright/test';
import type { HistoryEntry, HistoryState } from '../../shared/model/history-state';

// Stand-ins for what main tells of a PC with Windows, so that the window can be seen in those states elsewhere too.

/** A change of NLA on this PC, as main tells it. */
export const told = (over: Partial<HistoryEntry> = {}): HistoryEntry => ({
  pc: { kind: 'this-pc' },
  id: 'nla-on-1',
  fix: 'nla-on',
  at: new Date().toISOString(),
  by: 'DESK7\\ada',
  standing: 'applied',
  risk: 'safe',
  called: {},
  endsAt: null,
  changes: [
    {
      setting: 'nla',
      where:
        'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp\\UserAuthentication',
      before: 0,
      after: 1
    }
  ],
  unfinished: null,
  undo: 'possible',
  ...over
});

/** A downgrade that ends by itself, as main tells it. */
export const toldDowngrade = (endsAt: number, over: Partial<HistoryEntry> = {}): HistoryEntry => {
  const { changes } = told();
  return told({
    id: 'nla-off-1',
    fix: 'nla-off',
    risk: 'downgrade',
    endsAt,
    changes: changes.map((one) => ({ ...one, before: 1, after: 0 })),
    ...over
  });
};

let sequence = 1_000_000;

/** Shows a history as main would tell it, and takes what is asked of it; that is kept. */
export async function tellOfHistory(
  app: ElectronApplication,
  entries: readonly HistoryEntry[],
  more: Partial<HistoryState> = {}
): Promise<void> {
  const state: HistoryState = {
    sequence: (sequence += 1),
    known: true,
    reading: false,
    pcs: [{ kind: 'this-pc' }],
    view: { search: '', standing: null, pc: null, most: 50 },
    entries: [...entries],
    matching: entries.length,
    total: entries.length,
    standingOn: [
      { pc: { kind: 'this-pc' }, count: entries.filter(({ undo }) => undo === 'possible').length }
    ],
    attention: entries.filter(({ standing }) => standing === 'unfinished' || standing === 'overdue'),
    running: entries.filter(({ endsAt, standing }) => endsAt !== null && standing === 'applied'),
    gaps: [],
    work: null,
    ...more
  };
  await app.evaluate(({ ipcMain, BrowserWindow }, json) => {
    const kept = globalThis as unknown as { historyAsked?: unknown[] };
    kept.historyAsked ??= [];
    const state: unknown = JSON.parse(json);
    for (const call of ['current', 'look', 'read', 'undo', 'recover']) {
      const name = `reconnect:history.${call}`;
      ipcMain.removeHandler(name);
      ipcMain.handle(name, (_event, args: unknown) => {
        if (call === 'current' || call === 'look') return { ok: true, value: state };
        kept.historyAsked?.push([call, args]);
        return { ok: true, value: call === 'read' ? {} : { outcome: 'done' } };
      });
    }
    BrowserWindow.getAllWindows()[0]?.webContents.send('reconnect:history.changed', state);
  }, JSON.stringify(state));
}

/** What was asked of the history that was told. */
export const askedOfHistory = (app: ElectronApplication): Promise<readonly unknown[]> =>
  app.evaluate(() => (globalThis as unknown as { historyAsked?: unknown[] }).historyAsked ?? []);
