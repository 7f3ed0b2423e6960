import { describe, expect, test } from 'vitest';
import { checkLaunch, launchErrors } from '../../src/launch/check.ts';
import { launchRequest } from '../../src/launch/contract.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import { toLaunchRequest } from '../../src/launch/values.ts';
import { badInputs } from './bad-inputs.ts';
import { facts, goodValues, image } from './facts.ts';

const errorsOf = (change: (values: ReturnType<typeof goodValues>) => ReturnType<typeof goodValues>, given = facts) =>
  launchErrors(toLaunchRequest(change(goodValues()), given.image.imageId, given.myAddress), given);

test('the form as it opens, with a key pair chosen, is right', () => {
  expect(errorsOf((values) => values)).toEqual({});
});

test('the table holds at least 25 bad inputs, each told apart by its name', () => {
  expect(badInputs.length).toBeGreaterThanOrEqual(25);
  expect(new Set(badInputs.map(({ what }) => what)).size).toBe(badInputs.length);
});

describe('each bad input gets a sentence under its field, and only there', () => {
  test.each(badInputs)('$what', ({ change, field, sentence }) => {
    const errors = errorsOf(change);
    expect(errors[field]).toContain(sentence);
    expect(Object.keys(errors)).toEqual([field]);
  });
});

describe('what needs no facts of the account is refused at the gate of the main process too', () => {
  test.each([
    ['a name of two lines', { name: 'web\n01' }],
    ['a tag called Name beside the name', { name: 'web', tags: [{ key: 'Name', value: 'other' }] }],
    ['50 tags and a name', { name: 'web', tags: Array.from({ length: 50 }, (_, n) => ({ key: `k${n}`, value: '' })) }],
    ['a profile given as ARN', { instanceProfile: 'arn:aws:iam::111122223333:instance-profile/web' }],
  ])('%s', (_what, fields) => {
    const values = { ...goodValues(), ...fields };
    expect(launchRequest.safeParse(toLaunchRequest(values, image.imageId, facts.myAddress)).success).toBe(false);
  });
});

describe('what lies just inside the limits is accepted', () => {
  test.each([
    ['a name of 256 characters', { name: 'n'.repeat(256) }],
    ['50 tags', { tags: Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: '' })) }],
    ['user data of 16,384 bytes', { userData: 'x'.repeat(16_384) }],
    ['user data of 4,096 characters of four bytes', { userData: '🙂'.repeat(4_096) }],
    ['20 instances', { count: 20 }],
    ['going on without a key pair', { key: { mode: 'none' as const, name: '' } }],
  ])('%s', (_what, fields) => {
    expect(errorsOf((values) => ({ ...values, ...fields }))).toEqual({});
  });

  test('a single address as SSH source becomes its /32 range', () => {
    const values = goodValues();
    const request = toLaunchRequest(
      { ...values, firewall: { ...values.firewall, sshFrom: 'custom', sshRange: ' 198.51.100.4 ' } },
      image.imageId,
      undefined,
    );
    expect(request.firewall).toMatchObject({ rules: [{ service: 'ssh', source: '198.51.100.4/32' }] });
    expect(launchRequest.safeParse(request).success).toBe(true);
  });
});

describe('an image that is not available blocks the launch and says why', () => {
  test.each([
    ['pending', 'still copying the disks into this image (42 % done)'],
    ['failed', 'did not succeed'],
    ['disabled', 'switched off'],
    ['deregistered', 'was removed'],
    ['transient', 'Wait a little'],
  ] as const)('%s', (state, sentence) => {
    const given: LaunchFacts = { ...facts, image: { ...image, state, progress: 42.7 } };
    expect(errorsOf((values) => values, given).imageId).toContain(sentence);
  });
});

test('a Region without any VPC says what to do', () => {
  const given = { ...facts, vpcs: [], subnets: [], groups: [] };
  expect(errorsOf((values) => ({ ...values, vpcId: '' }), given).vpcId).toContain('has no network (VPC)');
});

test('an address that could not be found out leaves no silent hole in the SSH rule', () => {
  const given = { ...facts, myAddress: undefined };
  expect(errorsOf((values) => values, given)['firewall.rules.0.source']).toContain('Write an address range');
});

test('the cross-field rules alone let the schema’s own mistakes pass: both are needed', () => {
  const request = toLaunchRequest({ ...goodValues(), count: 0 }, image.imageId, facts.myAddress);
  expect(checkLaunch(request, facts)).toEqual({});
  expect(launchErrors(request, facts)).toHaveProperty('count');
});
