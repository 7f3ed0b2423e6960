import * as sdk from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KmsCloud, startKmsCloud } from './kms-cloud.ts';

let it: KmsCloud;
let key: { id: string; arn: string };
beforeAll(async () => {
  it = await startKmsCloud();
  key = await it.key();
});
afterAll(() => it.end());

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
const encrypt = async (plain: string, EncryptionContext: Record<string, string> = {}, KeyId = key.id) =>
  (await it.own.send(new sdk.EncryptCommand({ KeyId, Plaintext: Buffer.from(plain), EncryptionContext })))
    .CiphertextBlob;

describe('what a key encrypts', () => {
  test('it decrypts, without being named', async () => {
    const CiphertextBlob = await encrypt('bread');
    expect(text(CiphertextBlob)).not.toContain('bread');
    const opened = await it.own.send(new sdk.DecryptCommand({ CiphertextBlob }));
    expect(text(opened.Plaintext)).toBe('bread');
    expect(opened).toMatchObject({ KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
    expect(text(await encrypt('bread'))).not.toBe(text(CiphertextBlob));
  });

  test('opens with its own encryption context alone, in any order', async () => {
    const CiphertextBlob = await encrypt('bread', { a: '1', b: '2' });
    const open = (EncryptionContext?: Record<string, string>) =>
      it.own.send(new sdk.DecryptCommand({ CiphertextBlob, ...(EncryptionContext ? { EncryptionContext } : {}) }));
    expect(text((await open({ b: '2', a: '1' })).Plaintext)).toBe('bread');
    await expect(open({ a: '1' })).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    await expect(open()).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  test('does not open when a bit of it is another, or with another key', async () => {
    const CiphertextBlob = (await encrypt('bread')) ?? new Uint8Array();
    for (const at of [0, 1, 20, CiphertextBlob.length - 1]) {
      const flipped = Uint8Array.from(CiphertextBlob);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const sent = it.own.send(new sdk.DecryptCommand({ CiphertextBlob: flipped }));
      await expect(sent, `byte ${at}`).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    }
    const other = await it.key();
    const sent = it.own.send(new sdk.DecryptCommand({ CiphertextBlob, KeyId: other.id }));
    await expect(sent).rejects.toMatchObject({ name: 'IncorrectKeyException' });
  });

  test('can be encrypted anew with another key', async () => {
    const other = await it.key();
    const CiphertextBlob = await encrypt('bread', { a: '1' });
    const again = await it.own.send(
      new sdk.ReEncryptCommand({
        CiphertextBlob,
        SourceEncryptionContext: { a: '1' },
        DestinationKeyId: other.id,
        DestinationEncryptionContext: { b: '2' },
      }),
    );
    expect(again).toMatchObject({ SourceKeyId: key.arn, KeyId: other.arn });
    const opened = await it.own.send(
      new sdk.DecryptCommand({ CiphertextBlob: again.CiphertextBlob, EncryptionContext: { b: '2' } }),
    );
    expect(text(opened.Plaintext)).toBe('bread');
    expect(opened.KeyId).toBe(other.arn);
  });

  test('is 4,096 bytes long at most', async () => {
    await expect(encrypt('x'.repeat(4096))).resolves.toBeDefined();
    await expect(encrypt('x'.repeat(4097))).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(encrypt('')).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a data key', () => {
  test('comes plain and sealed, or sealed only', async () => {
    const made = await it.own.send(new sdk.GenerateDataKeyCommand({ KeyId: key.id, KeySpec: 'AES_256' }));
    expect(made.Plaintext).toHaveLength(32);
    const opened = await it.own.send(new sdk.DecryptCommand({ CiphertextBlob: made.CiphertextBlob }));
    expect(text(opened.Plaintext)).toBe(text(made.Plaintext));
    const sealed = await it.own.send(
      new sdk.GenerateDataKeyWithoutPlaintextCommand({ KeyId: key.id, NumberOfBytes: 64 }),
    );
    expect(sealed).not.toHaveProperty('Plaintext');
    const found = await it.own.send(new sdk.DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }));
    expect(found.Plaintext).toHaveLength(64);
  });

  test.each([
    ['of no length', {}],
    ['of two lengths', { KeySpec: 'AES_128', NumberOfBytes: 16 }],
    ['of an unknown kind', { KeySpec: 'AES_512' }],
    ['of too many bytes', { NumberOfBytes: 1025 }],
  ])('%s is refused', async (_what, more) => {
    const sent = it.own.send(new sdk.GenerateDataKeyCommand({ KeyId: key.id, ...(more as object) }));
    await expect(sent).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('is only tried with DryRun', async () => {
    const sent = it.own.send(new sdk.GenerateDataKeyCommand({ KeyId: key.id, KeySpec: 'AES_256', DryRun: true }));
    await expect(sent).rejects.toMatchObject({ name: 'DryRunOperationException', $metadata: { httpStatusCode: 412 } });
  });
});
