import type { NetworkFindingId } from '../../shared/model/finding-id';
import type { Transcript } from '../../shared/model/transcript';
import type { RunningHost } from './host';

/** A finding, or the host that has none. Also the name of the scenario's file. */
export type ScenarioId = 'healthy' | NetworkFindingId;

/** Real sockets on this PC's loopback. */
export interface LiveScenario {
  readonly id: ScenarioId;
  /** What the person would have typed. */
  readonly host: string;
  /** Starts what there is to connect to; its port is the one to check. Rejects where no port can be had. */
  readonly start: () => Promise<Pick<RunningHost, 'port' | 'close'>>;
  /** Connects of the stability stage that the finding needs; absent where it needs none. */
  readonly repeat?: number;
}

/** What loopback cannot show: a recorded transcript, judged like any other, and shown as replayed. */
export interface ReplayedScenario {
  readonly id: ScenarioId;
  readonly replay: Transcript;
}

export type Scenario = LiveScenario | ReplayedScenario;

/** Gives a scenario its type. */
export const defineScenario = <Defined extends Scenario>(scenario: Defined): Defined => scenario;

export const isReplayed = (scenario: Scenario): scenario is ReplayedScenario => 'replay' in scenario;
