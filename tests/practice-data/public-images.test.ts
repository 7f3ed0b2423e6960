import { describe, expect, test } from 'vitest';
import { findPublicImage, findPublicSnapshot, publicImagesOf } from '../../main/practice/cloud/data/public-images.ts';
import { regions } from '../../main/practice/cloud/data/regions.ts';
import { findPublicParameter, parametersOf } from '../../main/practice/cloud/data/ssm-parameters.ts';

const home = publicImagesOf('eu-central-1');

function only(part: string) {
  const found = home.filter(({ name }) => name.includes(part));
  expect(found).toHaveLength(1);
  return found[0];
}

describe('the public images', () => {
  test('keep the IDs that lessons and notes name', () => {
    expect(only('ubuntu-noble-24.04-amd64')?.id).toBe('ami-0423e1548a2d5d4c5');
    expect(only('debian-12-arm64')?.id).toBe('ami-009883d016646ec25');
    expect(only('al2023-ami-2023.9.20261012.0-kernel-6.1-x86_64')?.id).toBe('ami-05b0194f279fdbaf5');
  });

  test('have IDs, names and owners of the right form, each ID once in all Regions', () => {
    const all = regions.flatMap(({ name }) => publicImagesOf(name));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ snapshotId }) => snapshotId)).size).toBe(all.length);
    for (const image of all) {
      expect(image.id).toMatch(/^ami-0[0-9a-f]{16}$/);
      expect(image.snapshotId).toMatch(/^snap-0[0-9a-f]{16}$/);
      expect(image.name).toMatch(/^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/);
      expect(image.description.length).toBeLessThanOrEqual(255);
      expect(image.ownerId).toMatch(/^\d{12}$/);
      expect(Date.parse(image.createdAt)).toBeLessThan(Date.parse('2026-11-24'));
      expect(image.architecture).toBe(/arm64/.test(image.name) ? 'arm64' : 'x86_64');
      if (image.architecture === 'arm64') expect(image.bootMode).toBe('uefi');
    }
  });

  test('are in every Region, though not every publisher is', () => {
    for (const { name, partition } of regions) {
      const publishers = new Set(publicImagesOf(name).map(({ publisher }) => publisher));
      expect(publishers.has('Amazon') && publishers.has('Canonical'), name).toBe(true);
      expect(publishers.has('AWS Marketplace'), name).toBe(partition === 'aws');
    }
    expect(publicImagesOf('cn-north-1').find(({ publisher }) => publisher === 'Canonical')?.ownerId).toBe(
      '837727238323',
    );
    expect(publicImagesOf('eu-central-9')).toEqual([]);
  });

  test('are found by ID and by snapshot, in their own Region only', () => {
    for (const image of home) {
      expect(findPublicImage('eu-central-1', image.id)).toBe(image);
      expect(findPublicSnapshot('eu-central-1', image.snapshotId)).toBe(image);
      expect(findPublicImage('eu-west-1', image.id)).toBeNull();
    }
  });

  test('hold one product that must be subscribed to', () => {
    const products = home.filter(({ productCode }) => productCode !== null);
    expect(products).toHaveLength(1);
    expect(products[0]).toMatchObject({ ownerId: '679593333241', ownerAlias: 'aws-marketplace' });
    expect(products[0]?.productCode).toEqual({ id: expect.stringMatching(/^[a-z0-9]{25}$/), type: 'marketplace' });
  });

  test('hold one that only looks like Canonical’s, newer than the real ones and not verified', () => {
    const fake = home.find(({ publisher }) => publisher === 'a stranger');
    const real = home.filter(({ publisher }) => publisher === 'Canonical');
    const pattern = /^ubuntu\/images\/hvm-ssd-gp3\/ubuntu-resolute-26\.04-amd64-server-\d{8}$/;
    expect(fake?.name).toMatch(pattern);
    expect(real.some(({ name }) => pattern.test(name))).toBe(true);
    expect(fake?.ownerAlias).toBeNull();
    expect(
      real.every(({ ownerId, createdAt }) => ownerId !== fake?.ownerId && createdAt < (fake?.createdAt ?? '')),
    ).toBe(true);
  });

  test('hold old ones that were deprecated in 2025', () => {
    const old = home.filter(({ deprecationTime }) => deprecationTime !== null);
    expect(old.length).toBeGreaterThanOrEqual(1);
    for (const { deprecationTime, createdAt } of old) {
      expect(deprecationTime).toMatch(/^2025-/);
      expect(createdAt < (deprecationTime ?? '')).toBe(true);
    }
  });
});

describe('the public parameters', () => {
  test('lead to an image of their Region that is neither old nor sold nor a stranger’s', () => {
    for (const { name: region } of regions) {
      const parameters = parametersOf(region);
      expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
      for (const { name, value, arn } of parameters) {
        const image = findPublicImage(region, value);
        expect(image, name).toMatchObject({ deprecationTime: null, productCode: null });
        expect(image?.publisher).not.toBe('a stranger');
        expect(arn).toMatch(new RegExp(`^arn:aws[a-z-]*:ssm:${region}::parameter/aws/service/`));
        expect(name).toMatch(image?.architecture === 'arm64' ? /arm64/ : /x86_64|amd64/);
      }
    }
  });

  test.each([
    ['ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64', 'al2023-ami-2023.9.20261012.0-kernel-6.1-x86_64'],
    ['ami-amazon-linux-latest/al2023-ami-kernel-6.12-arm64', 'al2023-ami-2023.9.20261012.0-kernel-6.12-arm64'],
    ['ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-arm64', 'al2023-ami-minimal-'],
    ['ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2', 'amzn2-ami-hvm-2.0.'],
    ['ami-amazon-linux-latest/amzn2-ami-kernel-default-hvm-x86_64-gp2', 'amzn2-ami-kernel-5.10-hvm-2.0.'],
    ['canonical/ubuntu/server/noble/stable/current/amd64/hvm/ebs-gp3/ami-id', 'ubuntu-noble-24.04-amd64-server-'],
    [
      'canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id',
      'ubuntu-jammy-22.04-arm64-server-20261001',
    ],
    ['canonical/ubuntu/server/26.04/stable/20261015/amd64/hvm/ebs-gp3/ami-id', 'ubuntu-resolute-26.04-amd64'],
    ['debian/release/trixie/latest/amd64', 'debian-13-amd64-'],
    ['debian/release/12/latest/arm64', 'debian-12-arm64-'],
  ])('%s is an image named %s', (path, name) => {
    const value = findPublicParameter('us-east-1', `/aws/service/${path}`)?.value ?? '';
    expect(findPublicImage('us-east-1', value)?.name).toContain(name);
  });

  test('are not there under other names or in other Regions', () => {
    expect(findPublicParameter('us-east-1', '/aws/service/debian/release/7/latest/amd64')).toBeNull();
    expect(findPublicParameter('cn-north-1', '/aws/service/debian/release/12/latest/amd64')).toBeNull();
    expect(parametersOf('eu-central-9')).toEqual([]);
  });
});
