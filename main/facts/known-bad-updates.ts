/** The end of a connection that an update disturbs when it is on that PC. */
export type DisturbedEnd = 'client' | 'host';

/** A stretch of Windows builds on which Remote Desktop is known to fail. */
export interface KnownBadUpdate {
  readonly build: number;
  /** The first number behind the build (UBR) that has the fault. */
  readonly from: number;
  /** The first one that no longer has it. */
  readonly fixedIn: number;
  readonly end: DisturbedEnd;
  /** Where builds of one number mean a client and a server Windows: the one that has the fault. */
  readonly only?: 'workstation' | 'server';
  /** The update that brought it. */
  readonly update: string;
  /** The update that mends it. */
  readonly mendedBy: string;
  /** What is seen, in English, for readers of this file. */
  readonly symptom: string;
  /** What the entry rests on. */
  readonly sources: readonly string[];
}

/** Updates by number and build: what the ranges are made from. */
const windows11Releases = 'https://learn.microsoft.com/windows/release-health/windows11-release-information';
const windows10Releases = 'https://learn.microsoft.com/windows/release-health/release-information';
const serverReleases = 'https://learn.microsoft.com/windows/release-health/windows-server-release-info';

const freeze = 'Sessions freeze shortly after they begin: mouse and keyboard are no longer taken.';
const unreachable = 'The server cannot be reached by Remote Desktop, shows a black screen or hangs.';
const signIn = 'The prompt for user name and password fails, so that no sign-in is sent.';
const signInSource =
  'https://support.microsoft.com/topic/january-17-2026-kb5077797-os-build-22631-6494-out-of-band-3fb07d6a-0e35-4510-8518-4e333ed78edc';

/** Known to Microsoft or widely reported, with the builds that are affected. New ones are added at the top. */
export const knownBadUpdates: readonly KnownBadUpdate[] = [
  ...(
    [
      [26_200, 7623, 7627, 'KB5074109', 'KB5077744', windows11Releases],
      [26_100, 7623, 7627, 'KB5074109', 'KB5077744', windows11Releases],
      [22_631, 6491, 6494, 'KB5073455', 'KB5077797', windows11Releases],
      [19_045, 6809, 6811, 'KB5073724', 'KB5077796', windows10Releases],
      [26_100, 32_230, 32_234, 'KB5073379', 'KB5077793', serverReleases],
      [20_348, 4648, 4650, 'KB5073457', 'KB5077800', serverReleases],
      [17_763, 8276, 8280, 'KB5073723', 'KB5077795', serverReleases]
    ] as const
  ).map(([build, from, fixedIn, update, mendedBy, releases]) => ({
    build,
    from,
    fixedIn,
    end: 'client' as const,
    update,
    mendedBy,
    symptom: signIn,
    sources: [signInSource, releases]
  })),
  {
    build: 26_100,
    from: 3037,
    fixedIn: 3624,
    end: 'client',
    update: 'KB5050094',
    mendedBy: 'KB5053656',
    symptom: 'Connections to Windows Server 2016 and older are cut after 65 seconds where UDP is used.',
    sources: [
      'https://support.microsoft.com/topic/march-27-2025-kb5053656-os-build-26100-3624-preview-4c35f1c4-1ae6-41ef-a317-3d8ee2e73975',
      'https://www.engineerdirect.co.uk/guides/library/d/remote-access-vpn/rdp-udp-disconnect-65-seconds-win11-24h2-server-2016/'
    ]
  },
  {
    build: 26_100,
    from: 3194,
    fixedIn: 3775,
    end: 'host',
    only: 'server',
    update: 'KB5051987',
    mendedBy: 'KB5055523',
    symptom: freeze,
    sources: [
      serverReleases,
      'https://windowsforum.com/threads/windows-rdp-freeze-bug-fix-how-kb5055523-restores-remote-desktop-stability-in-2024.362087/'
    ]
  },
  {
    build: 26_100,
    from: 3194,
    fixedIn: 3323,
    end: 'host',
    only: 'workstation',
    update: 'KB5051987',
    mendedBy: 'KB5052093',
    symptom: freeze,
    sources: [
      'https://learn.microsoft.com/answers/questions/2169684/kb5051987-causes-windows-11-rdp-session-to-get-stu',
      windows11Releases
    ]
  },
  ...(
    [
      [20_348, 405, 407, 'KB5008223', 'KB5010197'],
      [17_763, 2366, 2369, 'KB5008218', 'KB5010196'],
      [14_393, 4825, 4827, 'KB5008207', 'KB5010195']
    ] as const
  ).map(([build, from, fixedIn, update, mendedBy]) => ({
    build,
    from,
    fixedIn,
    end: 'host' as const,
    only: 'server' as const,
    update,
    mendedBy,
    symptom: unreachable,
    sources: [
      serverReleases,
      'https://enjoypclife.net/windows-server-emergency-update-fixes-remote-desktop-issues-2022-01'
    ]
  })),
  {
    build: 18_362,
    from: 145,
    fixedIn: 329,
    end: 'host',
    update: 'KB4497935',
    mendedBy: 'KB4512941',
    symptom: 'The session stays black on a PC with some older graphics drivers.',
    sources: [
      'https://github.com/MicrosoftDocs/windows-itpro-docs/blob/03378db7cafc423c2d90f495bf9988116c5a0fbe/windows/release-information/resolved-issues-windows-10-1903.yml'
    ]
  }
];
