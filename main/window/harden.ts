import { app, type Session, type WebContents } from 'electron';
import { logInfo } from '../log';
import { isOwnPage, isOwnResource } from './page';

/**
 * Takes from every page, ours and any that should never exist, what this app has no use for: other pages, windows,
 * embedded pages, downloads. https://www.electronjs.org/docs/latest/tutorial/security
 */
export function hardenAllContents(): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
}

function hardenContents(contents: WebContents): void {
  contents.on('will-navigate', (event, url) => {
    // Loading itself again is the one way out that a page has after a fatal error of its own.
    if (url === contents.getURL() && isOwnPage(url)) return;
    event.preventDefault();
    logInfo('refused a navigation', { url });
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    logInfo('refused a new window', { url });
    return { action: 'deny' };
  });
  // WebRTC sends UDP past the content security policy and past webRequest.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/**
 * Lets pages of a session load the built files and nothing else, and grants them no permission.
 *
 * @param devTools whether developer tools are wanted, whose page comes from inside Chromium
 */
export function hardenSession(session: Session, devTools: boolean): void {
  session.webRequest.onBeforeRequest(({ url }, respond) => {
    const allowed = isOwnResource(url) || (devTools && url.startsWith('devtools://devtools/'));
    if (!allowed) logInfo('refused a request', { url });
    respond({ cancel: !allowed });
  });
  session.setPermissionRequestHandler((_contents, permission, respond) => {
    logInfo('refused a permission', { permission });
    respond(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/**
 * Nothing in Chromium's own network stack has a name to ask for, not even what a page can start past its policy, such as
 * DNS prefetches. The probe is Node's and does not go through it. Must be called before the app is ready.
 */
export function closeChromiumNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}
