import { runRows } from './run-rows';
import { nameRows } from './rows/names';

runRows('Names', nameRows);
