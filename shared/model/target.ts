/** What a run is pointed at. */
export interface Target {
  /** Host as typed, without port or brackets. */
  readonly host: string;
  /** TCP port, 1 to 65535; 3389 unless said. */
  readonly port: number;
}

export const defaultPort = 3389;
