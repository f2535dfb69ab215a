import type { TextKey } from '../../shared/text/index';

type Params = Readonly<Record<string, string | number>>;

/** What a handler throws to refuse a call with a text of its own. Anything else that is thrown reaches the window as `internal`. */
export class CallError extends Error {
  readonly code: string;
  readonly key: TextKey;
  readonly params: Params;

  constructor(code: string, key: TextKey, params: Params = {}) {
    super(code);
    this.code = code;
    this.key = key;
    this.params = params;
  }
}
