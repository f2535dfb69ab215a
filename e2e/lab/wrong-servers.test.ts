import { runRows } from './run-rows';
import { wrongServerRows } from './rows/wrong-servers';

runRows('Wrong servers', wrongServerRows);
