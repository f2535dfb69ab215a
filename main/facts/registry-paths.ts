/** Keys that several fact groups read. */
export const terminalServer = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
export const winStations = `${terminalServer}\\WinStations`;
/** The listener that every Windows ships with. */
export const rdpTcp = `${winStations}\\RDP-Tcp`;
/** Group Policy's values for Remote Desktop; they win over those of the two above. */
export const terminalServicesPolicy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services';
export const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
