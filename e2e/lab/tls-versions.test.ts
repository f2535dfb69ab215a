import { runRows } from './run-rows';
import { tlsVersionRows } from './rows/tls-versions';

runRows('TLS versions', tlsVersionRows);
