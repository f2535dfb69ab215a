import { runRows } from './run-rows';
import { faultRows } from './rows/faults';

runRows('Network faults', faultRows);
