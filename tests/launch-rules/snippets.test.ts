import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { SNIPPETS, type Snippet, scriptFamily, TO_REPLACE, withSnippet } from '../../src/launch/snippets.ts';
import { toLaunchRequest } from '../../src/launch/values.ts';
import { launchWarnings } from '../../src/launch/warnings.ts';
import { facts, goodValues, image } from './facts.ts';

const [updates, web] = SNIPPETS as [Snippet, Snippet];

test.each([
  ['ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server', '', 'debian'],
  ['debian-12-amd64-20251112', '', 'debian'],
  ['al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64', '', 'amazon'],
  ['amzn2-ami-kernel-5.10-hvm-2.0', '', 'amazon'],
  ['shop-v3', 'Made from Amazon Linux 2023', 'amazon'],
  ['shop-v3', '', undefined],
  ['balloon-2023', '', undefined],
])('%s (%s) takes scripts for %s', (name, description, family) => {
  expect(scriptFamily({ ...image, name, description })).toBe(family);
});

test('Windows takes none', () => {
  expect(scriptFamily({ ...image, name: 'ubuntu-like', platform: 'Windows' })).toBeUndefined();
});

describe('a snippet', () => {
  test('begins a script, and goes below one that is there', () => {
    const first = withSnippet('', updates, 'amazon');
    expect(first).toEqual({ text: '#!/bin/bash\n# Update all packages\nyum -y update\n', replaces: false });
    const second = withSnippet(first.text, web, 'amazon');
    expect(second.replaces).toBe(false);
    expect(second.text.startsWith(first.text.trimEnd())).toBe(true);
    expect(second.text).toContain('yum -y install httpd');
  });

  test.each(['#cloud-config\npackages: [git]', '#!/usr/bin/python3\nprint(1)', 'echo hello'])(
    'replaces “%s” only when that is wanted',
    (text) => {
      expect(withSnippet(text, updates, 'debian').replaces).toBe(true);
    },
  );

  test.each(['#!/bin/sh', '#!/usr/bin/env bash', '#!/bin/bash -xe'])('is added after “%s”', (line) => {
    expect(withSnippet(`${line}\nid\n`, updates, 'debian').replaces).toBe(false);
  });

  test.each(SNIPPETS.flatMap((one) => (['debian', 'amazon'] as const).map((family) => [one.id, family, one] as const)))(
    '%s for %s is shell that bash understands',
    (_id, family, snippet) => {
      const { text } = withSnippet('', snippet, family);
      expect(spawnSync('bash', ['-n'], { input: text }).stderr.toString()).toBe('');
      expect(spawnSync('bash', ['-n'], { input: `${text}\nif` }).stderr.toString()).not.toBe('');
    },
  );
});

test('what is still to be written is warned of', () => {
  const warned = (userData: string) =>
    launchWarnings(toLaunchRequest({ ...goodValues(), userData }, image.imageId, undefined), facts).userData;
  expect(warned(`echo ${TO_REPLACE}`)).toContain(TO_REPLACE);
  expect(warned('echo ssh-ed25519 AAAA')).toBeUndefined();
});
