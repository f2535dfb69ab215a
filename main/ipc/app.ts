import { hostname } from 'node:os';
import { app } from 'electron';
import type { Contract, Handlers } from '../../shared/ipc/contract';
import { demoPcs } from '../demo/demo-pc';
import type { Session } from './session';

type Info = Handlers<Contract['app']>['info'];
type Scenarios = Awaited<ReturnType<Info>>['scenarios'];

/** What the window tells about the app itself. `scenarios` are those of the demo. */
export function appHandlers(session: Pick<Session, 'demo'>, scenarios: Scenarios): Handlers<Contract['app']> {
  return {
    info: () => ({
      version: app.getVersion(),
      runtime: `Electron ${process.versions.electron}`,
      platform: process.platform,
      computer: hostname(),
      demo: session.demo,
      scenarios,
      machines: demoPcs.map(({ id }) => id)
    })
  };
}
