import type { Scenario } from './define-scenario';

export { isReplayed } from './define-scenario';
export type { Scenario } from './define-scenario';

const files = import.meta.glob<{ default: Scenario }>('./scenarios/*.ts', { eager: true });

/** Every scenario: one file each in `scenarios/`, in the order of their names. */
export const scenarios: readonly Scenario[] = Object.values(files).map((file) => file.default);

/** What is shown where no scenario is named. */
export const defaultScenario = 'healthy';

/** The scenario of that id; null where there is none. */
export const findScenario = (id: string): Scenario | null =>
  scenarios.find((scenario) => scenario.id === id) ?? null;
