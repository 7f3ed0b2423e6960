/**
 * What AWS publishes as its test suite of Signature Version 4: requests with the signatures that are theirs.
 *
 * All are signed by one key at one second, for `example.amazonaws.com`. The suite writes targets unescaped. Source: AWS,
 * "Signature Version 4 test suite".
 */
export interface PublishedSignature {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly signature: string;
}

export const publishedKey = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

/** When all of them were signed. */
export const publishedStamp = '20150830T123600Z';

const unreserved = '-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const vanilla = '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const token =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';

export const publishedSignatures: readonly PublishedSignature[] = [
  { name: 'get-vanilla', method: 'GET', target: '/', signature: vanilla },
  get(
    'get-vanilla-empty-query-key',
    '/?Param1=value1',
    'a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb',
  ),
  get(
    'get-vanilla-query-order-key-case',
    '/?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ),
  get(
    'get-vanilla-query-order-key',
    '/?Param1=value2&Param1=Value1',
    'eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1',
  ),
  get(
    'get-vanilla-query-order-value',
    '/?Param1=value2&Param1=value1',
    '5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694',
  ),
  get(
    'get-vanilla-query-unreserved',
    `/?${unreserved}=${unreserved}`,
    '9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197',
  ),
  get('get-vanilla-utf8-query', '/?ሴ=bar', '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04'),
  get('get-utf8', '/ሴ', '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85'),
  get('get-unreserved', `/${unreserved}`, '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f'),
  get('get-space', '/example space/', '652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741'),
  get('get-relative', '/example/..', vanilla),
  get('get-relative-relative', '/example1/example2/../..', vanilla),
  get('get-slash', '//', vanilla),
  get('get-slash-dot-slash', '/./', vanilla),
  get('get-slashes', '//example//', '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84'),
  get('get-slash-pointless-dot', '/./example', 'ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5'),
  {
    ...get('get-header-key-duplicate', '/', 'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea'),
    headers: { 'my-header1': ['value2', 'value2', 'value1'] },
  },
  {
    ...get('get-header-value-order', '/', '08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01'),
    headers: { 'my-header1': ['value4', 'value1', 'value3', 'value2'] },
  },
  {
    ...get('get-header-value-trim', '/', 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736'),
    headers: { 'my-header1': ' value1', 'my-header2': ' "a   b   c"' },
  },
  post('post-vanilla', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'),
  post('post-vanilla-query', '/?Param1=value1', '28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11'),
  {
    ...post('post-header-key-case', '/', 'c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c'),
    headers: { 'my-header1': 'value1' },
  },
  {
    ...post('post-header-value-case', '/', 'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d'),
    headers: { 'my-header1': 'VALUE1' },
  },
  {
    ...post('post-x-www-form-urlencoded', '/', 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a'),
    headers: form,
    body: 'Param1=value1',
  },
  {
    ...post(
      'post-x-www-form-urlencoded-parameters',
      '/',
      '1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe',
    ),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf8' },
    body: 'Param1=value1',
  },
  {
    ...post('post-sts-header-before', '/', '85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead'),
    headers: { 'x-amz-security-token': token },
  },
];

function get(name: string, target: string, signature: string): PublishedSignature {
  return { name, method: 'GET', target, signature };
}

function post(name: string, target: string, signature: string): PublishedSignature {
  return { name, method: 'POST', target, signature };
}
