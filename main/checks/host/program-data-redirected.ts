import { defineMachineCheck, foundOnPc, need, shown, shownAs, sound } from '../define-machine-check';

const shipped = '%SystemDrive%\\ProgramData';

/**
 * The keys of the listener's certificate are kept there, and Remote Desktop looks for them nowhere else.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/internal-error-has-occurred-connecting-remote-machine
 */
export const check = defineMachineCheck({
  id: 'program-data-redirected',
  stage: 'certificate',
  about: 'host',
  run: ({ profileList: { programData, programDataBelongs } }) => {
    const folder = need(programData);
    const spelled = folder.value.toLowerCase().replace(/\\$/, '');
    return programDataBelongs.includes(spelled)
      ? sound(shownAs(folder, folder.value, folder.value))
      : foundOnPc('problem', 0.8, shown(folder, shipped));
  }
});
