import { conditionCases } from '../condition-rows.ts';

const page = 'reference_policies_elements_condition_operators';

const addresses = conditionCases(page, 'aws:SourceIp', [
  ['within the block', 'IpAddress', '203.0.113.0/24', '203.0.113.255', true],
  ['outside the block', 'IpAddress', '203.0.113.0/24', '203.0.114.0', false],
  ['an address alone is a block of one', 'IpAddress', '203.0.113.7', '203.0.113.7', true],
  ['an address alone is no more than itself', 'IpAddress', '203.0.113.7', '203.0.113.8', false],
  ['bits behind the prefix do not count', 'IpAddress', '203.0.113.99/24', '203.0.113.1', true],
  ['a prefix between the dots', 'IpAddress', '10.0.0.0/9', '10.127.255.255', true],
  ['just past a prefix between the dots', 'IpAddress', '10.0.0.0/9', '10.128.0.0', false],
  ['everywhere', 'IpAddress', '0.0.0.0/0', '198.51.100.1', true],
  ['one of several blocks', 'IpAddress', ['192.0.2.0/24', '203.0.113.0/24'], '203.0.113.1', true],
  ['IPv6 within the block', 'IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:0:0:0:1', true],
  ['IPv6 outside the block', 'IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', false],
  ['IPv6 written short and long', 'IpAddress', '2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001', true],
  ['an IPv6 address alone is no more than itself', 'IpAddress', '2001:db8::1', '2001:db8::2', false],
  ['IPv6 with an IPv4 tail', 'IpAddress', '64:ff9b::/96', '64:ff9b::192.0.2.33', true],
  ['IPv4 is not in a block of IPv6', 'IpAddress', '::/0', '203.0.113.1', false],
  ['IPv6 is not in a block of IPv4', 'IpAddress', '0.0.0.0/0', '2001:db8::1', false],
  ['text is no address', 'IpAddress', '0.0.0.0/0', 'localhost', false],
  ['a prefix that is too long is no block', 'IpAddress', '203.0.113.0/33', '203.0.113.0', false],
  ['a missing key', 'IpAddress', '0.0.0.0/0', null, false],
  ['outside the block', 'NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
  ['within the block', 'NotIpAddress', '203.0.113.0/24', '203.0.113.1', false],
  ['within one of several', 'NotIpAddress', ['192.0.2.0/24', '203.0.113.0/24'], '203.0.113.1', false],
  ['a missing key', 'NotIpAddress', '203.0.113.0/24', null, true],
  ['a missing key passes', 'IpAddressIfExists', '203.0.113.0/24', null, true],
]);

const topic = 'arn:aws:sns:us-east-2:111122223333:news';

const arns = conditionCases(page, 'aws:SourceArn', [
  ['the same ARN', 'ArnEquals', topic, topic, true],
  ['wildcards, as in ArnLike', 'ArnEquals', 'arn:aws:sns:*:111122223333:*', topic, true],
  ['another account', 'ArnEquals', 'arn:aws:sns:*:444455556666:*', topic, false],
  ['case counts', 'ArnEquals', 'arn:aws:sns:us-east-2:111122223333:News', topic, false],
  ['a wildcard in one segment', 'ArnLike', 'arn:aws:sns:us-*-2:111122223333:news', topic, true],
  ['one character', 'ArnLike', 'arn:aws:sns:us-east-?:111122223333:news', topic, true],
  [
    'a wildcard stays within its segment',
    'ArnLike',
    'arn:aws:someservice:*:111122223333:finance/*',
    'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
    false,
  ],
  [
    'which a text comparison does not mind',
    'StringLike',
    'arn:aws:someservice:*:111122223333:finance/*',
    'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
    true,
  ],
  ['the last segment goes to the end', 'ArnLike', 'arn:aws:sns:us-east-2:111122223333:*', `${topic}:sub:1`, true],
  ['text is no ARN', 'ArnLike', 'arn:aws:sns:*:*:*', 'news', false],
  ['a missing key', 'ArnLike', 'arn:aws:sns:*:*:*', null, false],
  ['another ARN', 'ArnNotEquals', 'arn:aws:sns:*:444455556666:*', topic, true],
  ['the same ARN', 'ArnNotEquals', topic, topic, false],
  ['a missing key', 'ArnNotEquals', topic, null, true],
  ['a pattern that fits', 'ArnNotLike', 'arn:aws:sns:*:*:news', topic, false],
  ['a pattern that does not fit', 'ArnNotLike', 'arn:aws:sns:*:*:mail', topic, true],
  ['a missing key', 'ArnNotLike', 'arn:aws:sns:*:*:*', null, true],
  ['a missing key passes', 'ArnLikeIfExists', 'arn:aws:sns:*:*:*', null, true],
]);

export const addressAndArnCases = [...addresses, ...arns];
