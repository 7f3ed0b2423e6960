import { describe, expect, test } from 'vitest';
import { refusedSwitches, switchValue } from '../../main/app/switches.ts';

const debugging = [
  '--inspect',
  '--inspect=0',
  '--inspect=0.0.0.0:9229',
  '--inspect-brk',
  '--inspect-brk=9229',
  '--inspect-port=1',
  '--inspect-publish-uid=http',
  '--inspect-wait',
  '--debug',
  '--debug-brk',
  '--debug-port=1',
  '--remote-debugging-port',
  '--remote-debugging-port=0',
  '--remote-debugging-port=9222',
  '-remote-debugging-port=9222',
  '/remote-debugging-port=9222',
  '--REMOTE-DEBUGGING-PORT=1',
  '--remote-debugging-pipe',
  '--remote-debugging-address=0.0.0.0',
  '--remote-debugging-socket-name=x',
  '--remote-debugging-targets=x',
  '--remote-allow-origins=*',
  '--js-flags=--expose-gc',
  '--renderer-cmd-prefix=sh',
  '--utility-cmd-prefix=sh',
  '--gpu-launcher=sh',
  '--disable-web-security',
  '--load-extension=/x',
];

describe('a release', () => {
  test.each(debugging)('does not start with %s', (arg) => {
    expect(refusedSwitches(['--practice-connection-file=x', arg, 'other'])).toEqual([arg]);
  });

  test.each([
    '--no-sandbox',
    '--user-data-dir=/x',
    '--password-store=gnome-libsecret',
    '--force-dark-mode',
    'inspect',
    '/home/inspect/x',
    'remote-debugging-port=1',
    '--',
    '--lang=de',
  ])('starts with %s', (arg) => {
    expect(refusedSwitches([arg])).toEqual([]);
  });
});

test('a switch is read by its whole name', () => {
  const args = ['--practice-connection-files=no', '--practice-connection-file=/a=b'];
  expect(switchValue(args, 'practice-connection-file')).toBe('/a=b');
  expect(switchValue(args, 'practice')).toBeUndefined();
});
