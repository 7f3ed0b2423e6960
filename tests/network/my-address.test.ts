import { expect, test } from 'vitest';
import { readAddress } from '../../main/network/my-address.ts';

test.each([
  ['203.0.113.7\n', '203.0.113.7'],
  [' 198.51.100.24 ', '198.51.100.24'],
  ['256.1.1.1', undefined],
  ['2001:db8::1', undefined],
  ['<html>Please sign in</html>', undefined],
  ['203.0.113.7, 10.0.0.1', undefined],
  ['', undefined],
])('an answer of %j is read as %s', (text, address) => {
  expect(readAddress(text)).toBe(address);
});
