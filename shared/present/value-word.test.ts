import { expect, test } from 'vitest';
import { valueWord } from './value-word';

const listener = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp';

test.each([
  ['HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\fDenyTSConnections', 1, 'off'],
  [`${listener}\\UserAuthentication`, 0, 'NLA off'],
  [`${listener}\\SecurityLayer`, 2, 'TLS'],
  ['firewall/profiles/public/blockAllInbound', true, 'yes'],
  ['power/settings/29f6c1db-86da-48c5-9fdb-f2b67b1f44da/ac', 1800, '30 min'],
  ['power/settings/29f6c1db-86da-48c5-9fdb-f2b67b1f44da/ac', 0, 'never']
])('%s = %s is %s', (path, value, word) => {
  expect(valueWord(path, value)).toBe(word);
});

test.each([
  ['a number that stands for nothing', `${listener}\\PortNumber`, 3389],
  ['a value that Windows does not have', `${listener}\\SecurityLayer`, 7],
  ['a name that only ends like one', `${listener}\\MySecurityLayer`, 2],
  ['a text', `${listener}\\SecurityLayer`, '2'],
  ['a name of the catalogue that is no value', `${listener}\\constructor`, 1],
  ['a path that is no path', 'SecurityLayer', 2]
])('%s has no word', (_what, path, value) => {
  expect(valueWord(path, value)).toBeNull();
});
