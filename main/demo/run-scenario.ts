import type { Diagnosis } from '../../shared/model/diagnosis';
import { judge } from '../diagnosis/judge';
import { diagnose, type Diagnosed, type DiagnoseInput } from '../diagnosis/run';
import { isReplayed, type Scenario } from './scenario';

/** Long enough for the demo's reset, milliseconds. */
const demoHoldMs = 3000;

/**
 * Runs a demo scenario: a host on loopback is started, diagnosed like any other and stopped, or a recorded transcript is
 * judged. The result says which of the two it was.
 */
export async function runScenario(
  scenario: Scenario,
  input: Omit<DiagnoseInput, 'target'>
): Promise<Diagnosed> {
  const label = (diagnosis: Diagnosis): Diagnosis => ({
    ...diagnosis,
    demo: { scenario: scenario.id, replayed: isReplayed(scenario) }
  });
  if (isReplayed(scenario)) {
    const stages = Object.values(scenario.replay.stages);
    const durationMs = stages.reduce((sum, stage) => sum + ('durationMs' in stage ? stage.durationMs : 0), 0);
    return {
      transcript: scenario.replay,
      diagnosis: label(judge(scenario.replay, durationMs, input.suspects))
    };
  }
  const host = await scenario.start();
  try {
    // A scenario that is about stability brings what it needs, and shows it within seconds.
    const ownRepeat = input.options.repeat === 0 && scenario.repeat !== undefined;
    const options = ownRepeat
      ? { ...input.options, repeat: scenario.repeat ?? 0, holdMs: Math.min(input.options.holdMs, demoHoldMs) }
      : input.options;
    const { diagnosis, transcript } = await diagnose({
      ...input,
      options,
      target: { host: scenario.host, port: host.port },
      onProgress: (progress) => input.onProgress?.({ ...progress, diagnosis: label(progress.diagnosis) })
    });
    return { transcript, diagnosis: label(diagnosis) };
  } finally {
    await host.close();
  }
}
