import { WindowsError } from './failure';
import { call, type Out } from './library';
import { orWriteFailed } from './place-writer';

const sessionOfProcess = call<[processId: number, session: Out<number>], number>(
  'kernel32.dll',
  'int ProcessIdToSessionId(uint32_t processId, _Out_ uint32_t *session)'
);

/**
 * The number of the session in which this process runs; that of the person, as Windows elevates within a session.
 * https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-processidtosessionid
 *
 * @throws WriteFailed
 */
export const ownSession = (): Promise<number> =>
  orWriteFailed(async () => {
    const session: Out<number> = [0];
    const { result, error } = await sessionOfProcess.later(process.pid, session);
    if (result === 0) throw new WindowsError(error);
    return session[0];
  });
