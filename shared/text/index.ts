import i18next from 'i18next';
import app from './en/app.json';
import cli from './en/cli.json';
import code from './en/code.json';
import finding from './en/finding.json';
import findingClient from './en/finding-client.json';
import findingListener from './en/finding-listener.json';
import findingReach from './en/finding-reach.json';
import findingSecurity from './en/finding-security.json';
import fix from './en/fix.json';
import fixAsk from './en/fix-ask.json';
import fixCli from './en/fix-cli.json';
import fixProblem from './en/fix-problem.json';
import fixScreen from './en/fix-screen.json';
import history from './en/history.json';
import pc from './en/pc.json';
import pcCheck from './en/pc-check.json';
import pcOpen from './en/pc-open.json';
import pcRemote from './en/pc-remote.json';
import pcScreen from './en/pc-screen.json';
import pcValue from './en/pc-value.json';
import window from './en/window.json';

/**
 * The catalogue: every text a person can see, by key. English is the source language. One file per area, so that the
 * key `cli.help` is found in `en/cli.json`. Findings about a PC are split by what they are
 * about; `fix.ask`, `fix.cli`, `fix.problem`, `fix.screen`, `pc.check`, `pc.open`, `pc.remote`, `pc.screen` and `pc.value` have files of their own.
 */
const english = {
  app,
  cli,
  code,
  finding: { ...finding, ...findingListener, ...findingSecurity, ...findingReach, ...findingClient },
  fix: { ...fix, ask: fixAsk, cli: fixCli, problem: fixProblem, screen: fixScreen },
  history,
  pc: { ...pc, check: pcCheck, open: pcOpen, remote: pcRemote, screen: pcScreen, value: pcValue },
  window
};

type Leaves<T, Path extends string = ''> = T extends string
  ? Path
  : { [K in keyof T & string]: Leaves<T[K], Path extends '' ? K : `${Path}.${K}`> }[keyof T & string];
type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key;

export type TextKey = WithoutPlural<Leaves<typeof english>>;

const catalogue = i18next.createInstance();
void catalogue.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  ns: ['translation'],
  nsSeparator: false,
  resources: { en: { translation: english } },
  interpolation: { escapeValue: false },
  returnNull: false
});

/** The text of `key` with `params` filled in; `count` chooses the plural form. */
export function text(key: TextKey, params: Readonly<Record<string, string | number>> = {}): string {
  return catalogue.t(key, params);
}

/** Whether the catalogue has `key`, for keys made from ids that come from data. */
export function hasText(key: string): key is TextKey {
  return catalogue.exists(key);
}
