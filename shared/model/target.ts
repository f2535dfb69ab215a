/** What a run is pointed at. */
export interface Target {
  /** Host as typed, without port or brackets. */
  readonly host: string;
  /** TCP port, 1 to 65535; 3389 unless said. */
  readonly port: number;
}

export const defaultPort = 3389;

/** A target as a person would type it: `pc9:3390`, `[fe80::1]:3389`. */
export const formatTarget = ({ host, port }: Target): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
