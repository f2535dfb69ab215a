import type { Diagnosis } from '../../shared/model/diagnosis';
import { judge } from '../diagnosis/judge';
import { diagnose, type Diagnosed, type DiagnoseInput } from '../diagnosis/run';
import { isReplayed, type Scenario } from './scenario';

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
    const options = { ...input.options, repeat: input.options.repeat || (scenario.repeat ?? 0) };
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
