import type { Page } from 'playwright';
import { PERMISSIONS } from './permissions.ts';

/** Asks for every permission, in the page, by name and by use; answers the names of those that were granted. */
export async function tryPermissions(page: Page): Promise<string[]> {
  const answers = await page.evaluate(
    async (names) => {
      const states: Record<string, string> = {};
      for (const name of names) {
        const query = navigator.permissions.query({ name: name as PermissionName });
        states[name] = await query.then(
          (status) => status.state,
          () => 'unknown',
        );
      }
      // What neither is granted nor answers within a second is not granted.
      const attempt = (work: () => Promise<unknown>): Promise<string> =>
        Promise.race([
          Promise.resolve()
            .then(work)
            .then(
              () => 'granted',
              () => 'refused',
            ),
          new Promise<string>((done) => setTimeout(() => done('unanswered'), 1_000)),
        ]);
      states.requestNotifications = await Promise.race([
        Notification.requestPermission(),
        new Promise<string>((done) => setTimeout(() => done('unanswered'), 1_000)),
      ]);
      states.readClipboard = await attempt(() => navigator.clipboard.readText());
      states.locate = await attempt(
        () => new Promise((done, refuse) => navigator.geolocation.getCurrentPosition(done, refuse)),
      );
      states.listen = await attempt(() => navigator.mediaDevices.getUserMedia({ audio: true }));
      states.share = await attempt(() => navigator.mediaDevices.getDisplayMedia());
      states.midi2 = await attempt(() => navigator.requestMIDIAccess({ sysex: true }));
      states.usbDevice = await attempt(() =>
        (navigator as unknown as { usb: { requestDevice(filter: object): Promise<unknown> } }).usb.requestDevice({
          filters: [],
        }),
      );
      states.fullscreen2 = await attempt(() => document.documentElement.requestFullscreen());
      return states;
    },
    [
      ...PERMISSIONS,
      'camera',
      'microphone',
      'push',
      'accelerometer',
      'gyroscope',
      'magnetometer',
      'clipboard-write',
      'local-fonts',
      'nfc',
    ],
  );
  return Object.entries(answers)
    .filter(([, state]) => state === 'granted')
    .map(([name]) => name);
}
