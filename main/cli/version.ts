import manifest from '../../package.json';

/** App and runtime, for example `Reconnect 0.1.0 (Node 24.21.0, linux x64)`. */
export function version(): string {
  const electron = process.versions['electron'];
  const runtime = electron === undefined ? `Node ${process.versions.node}` : `Electron ${electron}`;
  return `Reconnect ${manifest.version} (${runtime}, ${process.platform} ${process.arch})`;
}
