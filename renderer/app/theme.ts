import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

// Windows 11 ships the variable face, Windows 7 to 10 the static one.
// https://learn.microsoft.com/windows/apps/design/signature-experiences/typography
const fontFamilyBase = "'Segoe UI Variable Text', 'Segoe UI', Selawik, 'Open Sans', system-ui, sans-serif";
const fontFamilyMonospace = "'Cascadia Mono', Consolas, 'Liberation Mono', ui-monospace, monospace";

const light: Theme = { ...webLightTheme, fontFamilyBase, fontFamilyMonospace };
const dark: Theme = { ...webDarkTheme, fontFamilyBase, fontFamilyMonospace };

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(changed: () => void): () => void {
  darkQuery.addEventListener('change', changed);
  return () => darkQuery.removeEventListener('change', changed);
}

/** Follows the system's light or dark choice while the window is open. High contrast needs no theme: forced colours replace it. */
export function useTheme(): { readonly theme: Theme; readonly name: 'light' | 'dark' } {
  const isDark = useSyncExternalStore(subscribe, () => darkQuery.matches);
  return isDark ? { theme: dark, name: 'dark' } : { theme: light, name: 'light' };
}
