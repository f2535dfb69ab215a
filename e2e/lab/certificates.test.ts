import { runRows } from './run-rows';
import { certificateRows } from './rows/certificates';

runRows('Certificates', certificateRows);
