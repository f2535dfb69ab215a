import type { Api, Envelope } from '../../shared/ipc/contract';
import { hasText, text } from '../../shared/text';

declare global {
  interface Window {
    /** Put there by the preload; missing only when the preload did not load. */
    readonly reconnect?: Api;
  }
}

/** The way to the main process. Throws where the preload did not load, which the error boundary shows. */
export function bridge(): Api {
  if (!window.reconnect) throw new Error(text('app.error.no-bridge'));
  return window.reconnect;
}

type Refused = Extract<Envelope<unknown>, { ok: false }>['error'];

/** The sentence for an error that main sent; its code where the catalogue has no sentence for it. */
export function errorText(error: Refused): string {
  const sentence = hasText(error.key)
    ? text(error.key, error.params)
    : text('app.error.unknown', { code: error.code });
  // A file's name stands as it is.
  if (Object.values(error.params).some((param) => param !== '' && sentence.startsWith(String(param))))
    return sentence;
  // The command line puts the same sentences after its own name, so they begin small.
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
