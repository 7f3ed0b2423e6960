import { Refusal } from '../refusal.ts';
import type { Service } from './services.ts';
import type { Disproof } from './signature-claim.ts';

/** How a service writes its refusals; null where it is not known which one was meant. */
type Speaker = Pick<Service, 'protocol'> | null;

/**
 * What a service answers to a signature that does not hold, in its own code, text and status.
 *
 * EC2 tells the least: a wrong key and a wrong secret look the same. JSON services answer 400 where the query services
 * answer 403. Where the service is not known, which is when nothing was signed, it is the words of the query services.
 * Source: AWS, "Common errors" of each service's API reference.
 */
export function signatureRefusal({ reason, detail }: Disproof, service: Speaker): Refusal {
  if (service?.protocol === 'ec2Query') return ec2Refusal(reason, detail);
  const json = service?.protocol === 'awsJson';
  switch (reason) {
    case 'missing':
      return json
        ? new Refusal('MissingAuthenticationTokenException', detail)
        : new Refusal('MissingAuthenticationToken', detail, 403);
    case 'incomplete':
      return new Refusal(json ? 'IncompleteSignatureException' : 'IncompleteSignature', detail);
    case 'unknown-key':
      return json
        ? new Refusal('UnrecognizedClientException', detail)
        : new Refusal('InvalidClientTokenId', detail, 403);
    case 'expired':
    case 'mismatch':
      return json
        ? new Refusal('InvalidSignatureException', detail)
        : new Refusal('SignatureDoesNotMatch', detail, 403);
  }
}

function ec2Refusal(reason: Disproof['reason'], detail: string): Refusal {
  switch (reason) {
    case 'missing':
      return new Refusal('MissingParameter', 'The request must contain the parameter AWSAccessKeyId');
    case 'incomplete':
      return new Refusal('IncompleteSignature', detail);
    case 'expired':
      return new Refusal('RequestExpired', 'Request has expired.');
    case 'unknown-key':
    case 'mismatch':
      return new Refusal('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
  }
}

/** What a service answers where the signed session token is not the one of the key, or is none of a key that has one. */
export function foreignTokenRefusal(service: Speaker): Refusal {
  const detail = 'The security token included in the request is invalid.';
  return signatureRefusal({ reason: 'unknown-key', detail, service: '' }, service);
}

/** What a service answers where the session of the key has ended. */
export function endedTokenRefusal(service: Speaker): Refusal {
  if (service?.protocol === 'ec2Query') return new Refusal('RequestExpired', 'Request has expired.');
  const detail = 'The security token included in the request is expired';
  return service?.protocol === 'awsJson'
    ? new Refusal('ExpiredTokenException', detail)
    : new Refusal('ExpiredToken', detail, 403);
}
