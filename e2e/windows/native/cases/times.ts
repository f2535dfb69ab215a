import { nativeReaders, prepare } from '../../../../main/machine/native';
import { type Cases, type Figures, never, timed } from './case';

const services = [
  'BITS',
  'Eventlog',
  'FontCache',
  'LanmanServer',
  'MSIServer',
  'PlugPlay',
  'RpcSs',
  'Schedule',
  'Spooler',
  'StiSvc',
  'TermService',
  'Winmgmt',
  'wuauserv',
  'UmRdpService',
  'SessionEnv',
  'W32Time',
  'mpssvc',
  'NlaSvc',
  'WinRM',
  'RemoteRegistry'
];
const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';

async function figures(what: string, work: () => Promise<unknown>): Promise<Figures> {
  const first = await timed(work);
  const again = await timed(work);
  return {
    [`${what}, ms`]: first.took,
    [`${what}, longest turn, ms`]: first.longest,
    [`${what} again, ms`]: again.took,
    [`${what} again, longest turn, ms`]: again.longest
  };
}

/** Nothing in here fails: a machine may be busy. */
export const timeCases: Cases = {
  'times: loading koffi': async () => {
    const { took } = await timed(() => Promise.resolve(prepare()));
    return { 'koffi, ms': took };
  },
  'times: 200 registry values of 20 keys': () => {
    const values = [
      'Start',
      'Type',
      'ImagePath',
      'ObjectName',
      'ErrorControl',
      'DisplayName',
      'a',
      'b',
      'c',
      'd'
    ];
    const readings = services.flatMap((name) =>
      values.map((value) => ({ kind: 'registry-value', key: `${control}\\${name}`, value }) as const)
    );
    return figures('200 values', () => nativeReaders['registry-value'](readings, never));
  },
  'times: 20 services': () => {
    const readings = services.map((name) => ({ kind: 'service', name }) as const);
    return figures('20 services', () => nativeReaders.service(readings, never));
  },
  'times: a tree of the registry': () =>
    figures('Services, 3 deep', () =>
      nativeReaders['registry-key']([{ kind: 'registry-key', key: control, depth: 3 }], never)
    ),
  'times: a store of certificates': () =>
    figures('LocalMachine\\Root', () =>
      nativeReaders.certificates([{ kind: 'certificates', store: 'LocalMachine\\Root' }], never)
    ),
  'times: files': () =>
    figures('2 files', () =>
      nativeReaders.file(
        ['kernel32.dll', 'ntdll.dll'].map((name) => ({
          kind: 'file',
          path: `%SystemRoot%\\system32\\${name}`
        })),
        never
      )
    ),
  'times: sockets': () => figures('sockets', nativeReaders.sections.sockets),
  'times: identity': () => figures('identity', nativeReaders.sections.identity),
  'times: os': () => figures('os', nativeReaders.sections.os),
  'times: all of it together': () =>
    figures('all', () =>
      Promise.all([
        nativeReaders['registry-key']([{ kind: 'registry-key', key: control, depth: 3 }], never),
        nativeReaders.certificates([{ kind: 'certificates', store: 'LocalMachine\\Root' }], never),
        nativeReaders.service(
          services.map((name) => ({ kind: 'service', name })),
          never
        ),
        nativeReaders.sections.sockets(),
        nativeReaders.sections.identity(),
        nativeReaders.sections.os(),
        nativeReaders.sections.credentials()
      ])
    )
};
