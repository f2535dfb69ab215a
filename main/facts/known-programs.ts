/** A program that matters to Remote Desktop though it is not part of it. */
export interface KnownProgram {
  /** As it is told; nothing else of a listed program's name is. */
  readonly name: string;
  /**
   * - `remote-control`: takes the screen, a port or the session for itself.
   * - `changes-windows`: turns settings and services of Windows off by the dozen, Remote Desktop's among them.
   * - `replaces-service`: puts itself in the place of the Remote Desktop service.
   */
  readonly kind: 'remote-control' | 'changes-windows' | 'replaces-service';
  /** Matches the name under which Windows lists it. */
  readonly listed: RegExp;
  /** Services that it installs. */
  readonly services: readonly string[];
  readonly source: string;
}

const remoteControl = (
  name: string,
  listed: RegExp,
  services: readonly string[],
  source: string
): KnownProgram => ({ name, kind: 'remote-control', listed, services, source });

/** Product names are the same in every language of Windows. */
export const knownPrograms: readonly KnownProgram[] = [
  remoteControl('AnyDesk', /\banydesk\b/i, ['AnyDesk'], 'https://lolrmm.io/tools/anydesk'),
  remoteControl('TeamViewer', /\bteamviewer\b/i, ['TeamViewer'], 'https://lolrmm.io/tools/teamviewer'),
  remoteControl('RustDesk', /\brustdesk\b/i, ['RustDesk'], 'https://lolrmm.io/tools/rustdesk'),
  remoteControl(
    'TightVNC',
    /\btightvnc\b/i,
    ['tvnserver'],
    'https://www.tightvnc.com/doc/win/TightVNC_2.7_for_Windows_Installation_and_Getting_Started.pdf'
  ),
  remoteControl('UltraVNC', /\bultra ?vnc\b/i, ['uvnc_service'], 'https://lolrmm.io/tools/ultravnc'),
  remoteControl('TigerVNC', /\btigervnc\b/i, ['TigerVNC', 'WinVNC4'], 'https://lolrmm.io/tools/tigervnc'),
  remoteControl(
    'RealVNC',
    /\brealvnc\b|\bvnc (?:server|connect)\b/i,
    ['vncserver'],
    'https://lolrmm.io/tools/realvnc'
  ),
  remoteControl('VNC', /\bvnc\b(?! viewer)/i, [], 'https://www.rfc-editor.org/rfc/rfc6143'),
  remoteControl(
    'Citrix',
    /^citrix\b/i,
    ['BrokerAgent', 'PorticaService'],
    'https://docs.citrix.com/en-us/citrix-virtual-apps-desktops/install-configure/install-vdas.html'
  ),
  remoteControl(
    'ConnectWise ScreenConnect',
    /\bscreenconnect\b|\bconnectwise control\b/i,
    [],
    'https://lolrmm.io/tools/screenconnect'
  ),
  remoteControl(
    'Splashtop',
    /\bsplashtop\b/i,
    ['SplashtopRemoteService'],
    'https://lolrmm.io/tools/splashtop'
  ),
  remoteControl('LogMeIn', /\blogmein\b/i, ['LogMeIn'], 'https://lolrmm.io/tools/logmein'),
  remoteControl('GoToMyPC', /\bgotomypc\b/i, [], 'https://lolrmm.io/tools/gotomypc'),
  remoteControl(
    'Chrome Remote Desktop',
    /\bchrome remote desktop\b/i,
    ['chromoting'],
    'https://lolrmm.io/tools/chrome_remote_desktop'
  ),
  remoteControl('NoMachine', /\bnomachine\b/i, ['nxservice'], 'https://lolrmm.io/tools/nomachine'),
  remoteControl('Parsec', /^parsec\b/i, ['Parsec'], 'https://lolrmm.io/tools/parsec'),
  remoteControl('DWService', /\bdwservice\b|\bdwagent\b/i, ['DWAgent'], 'https://lolrmm.io/tools/dwservice'),
  remoteControl('Radmin', /\bradmin server\b/i, ['RServer3'], 'https://lolrmm.io/tools/radmin'),
  remoteControl(
    'Remote Utilities',
    /\bremote utilities\b/i,
    ['RManService'],
    'https://lolrmm.io/tools/remote_utilities'
  ),
  remoteControl('DameWare', /\bdameware\b/i, ['dwmrcs'], 'https://lolrmm.io/tools/dameware'),
  remoteControl('Supremo', /\bsupremo\b/i, ['SupremoService'], 'https://lolrmm.io/tools/supremo'),
  remoteControl(
    'UltraViewer',
    /\bultraviewer\b/i,
    ['UltraViewService'],
    'https://lolrmm.io/tools/ultraviewer'
  ),
  remoteControl('RemotePC', /\bremotepc\b/i, ['RPCService'], 'https://lolrmm.io/tools/remotepc'),
  remoteControl(
    'MeshCentral',
    /\bmeshcentral\b|\bmesh ?agent\b/i,
    ['Mesh Agent'],
    'https://lolrmm.io/tools/meshcentral'
  ),
  remoteControl(
    'Omnissa Horizon Agent',
    /\b(?:vmware|omnissa) horizon agent\b/i,
    ['WSNM'],
    'https://docs.omnissa.com/category/Horizon'
  ),
  {
    name: 'RDP Wrapper',
    kind: 'replaces-service',
    listed: /\brdp ?wrap(?:per)?\b/i,
    services: [],
    source: 'https://github.com/stascorp/rdpwrap'
  },
  // Of these only some have an installer, which is what lists them. What a preset can do:
  // https://github.com/ChrisTitusTech/winutil/issues/2082
  {
    name: 'privacy.sexy',
    kind: 'changes-windows',
    listed: /\bprivacy\.sexy\b/i,
    services: [],
    source: 'https://github.com/undergroundwires/privacy.sexy'
  },
  {
    name: 'Winhance',
    kind: 'changes-windows',
    listed: /\bwinhance\b/i,
    services: [],
    source: 'https://github.com/memstechtips/Winhance'
  }
];
