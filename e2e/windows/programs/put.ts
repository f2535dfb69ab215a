import { serve } from '../worker';
import { putCertificates } from '../put/certificates';
import { putCredentials } from '../put/credentials';
import { putServices } from '../put/services';

// Puts into the Windows it runs on what a machine image says of its services, certificates and credentials: through
// Windows' own calls, and sharing none of them with the readers that are tested against it.
serve({ services: putServices, certificates: putCertificates, credentials: putCredentials });
