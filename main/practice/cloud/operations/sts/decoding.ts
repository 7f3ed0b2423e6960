import type {
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse,
  GetAccessKeyInfoRequest,
  GetAccessKeyInfoResponse,
  GetCallerIdentityCommandInput,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import { accountOf } from '../../access/arn.ts';
import { sealKey } from '../../access/authorise.ts';
import { openMessage } from '../../access/encoded-message.ts';
import { Refusal } from '../../refusal.ts';
import { reads } from '../operation.ts';

/** The account of the one who was denied. */
function askingAccount(message: string): string | null {
  const { context } = JSON.parse(message) as { readonly context: { readonly principal: { readonly arn: string } } };
  return accountOf(context.principal.arn);
}

/** Who asks, whose a key is, and what a denial says. */
export const lookingReads = [
  reads(
    'GetCallerIdentity',
    (_input: GetCallerIdentityCommandInput, call): GetCallerIdentityResponse => ({
      UserId: call.principal.userId,
      Account: call.account.id,
      Arn: call.principal.arn,
    }),
    // Everyone may ask who they are; not even an explicit denial stops it.
    { needs: () => [] },
  ),

  reads('GetAccessKeyInfo', (input: GetAccessKeyInfoRequest, { world }): GetAccessKeyInfoResponse => {
    const id = input.AccessKeyId;
    const owner = world.accounts.find(({ accessKeys, sessions }) => accessKeys.get(id) ?? sessions.get(id));
    if (!owner) throw new Refusal('ValidationError', `Invalid Access key ID: ${id}`);
    return { Account: owner.id };
  }),

  reads(
    'DecodeAuthorizationMessage',
    (input: DecodeAuthorizationMessageRequest, call): DecodeAuthorizationMessageResponse => {
      const message = openMessage(input.EncodedMessage ?? '', sealKey(call));
      // Messages of another account are no messages.
      if (askingAccount(message) !== call.account.id) {
        throw new Refusal('InvalidAuthorizationMessageException', 'Message is not valid');
      }
      return { DecodedMessage: message };
    },
  ),
];
