import { runRows } from './run-rows';
import { serverRows } from './rows/servers';

runRows('Servers', serverRows);
