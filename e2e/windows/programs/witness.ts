import { answerDialog, typePassword } from '../put/dialogs';
import { putCredentials, savedCredentials } from '../put/credentials';
import { serve } from '../worker';

// Looks at the Windows it runs on with none of the app's code, and answers dialogs as a person would.
serve({ credentials: savedCredentials, save: putCredentials, answer: answerDialog, type: typePassword });
