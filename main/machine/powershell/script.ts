import reconnect from './Reconnect.ps1?raw';
import remote from './Remote.ps1?raw';
import write from './Write.ps1?raw';

/** The script that reads a PC: one text for this PC, another one, and the host kit. ASCII, Windows PowerShell 2.0. */
export const script = reconnect;

/** What reaches another PC by PowerShell remoting; loaded behind {@link script}. */
export const remoteScript = remote;

/** What changes this PC; loaded behind {@link script} where something is to be changed, and nowhere else. */
export const writeScript = write;

/** What `$ReconnectVersion` is in a script of this version. */
export const scriptVersion = Number(/^\$ReconnectVersion = (\d+)/m.exec(reconnect)?.[1]);
