/** The services that Remote Desktop is made of. */
export const serviceNames = ['TermService', 'UmRdpService', 'SessionEnv'] as const;

export const isServiceName = (text: string): boolean =>
  serviceNames.some((name) => name.toLowerCase() === text.toLowerCase());
