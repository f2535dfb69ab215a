import { way, type Way } from '../way';
import { readEvents } from './events';
import { powerFromPowercfg } from './power';
import { readRights, type RightsOptions } from './rights';
import { runFrom, systemFolder, type RunProgram } from './run';

/** The way through Windows' own programs. */
export const programsWay = (rights: RightsOptions, run: RunProgram = runFrom(systemFolder())): Way =>
  way({
    events: readEvents(run),
    right: readRights(run, rights),
    sections: { power: (signal) => powerFromPowercfg(run, signal) }
  });
