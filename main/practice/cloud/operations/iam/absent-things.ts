import type {
  ListOpenIDConnectProvidersResponse,
  ListSAMLProvidersResponse,
  ListServerCertificatesResponse,
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse,
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse,
  ListSSHPublicKeysRequest,
  ListSSHPublicKeysResponse,
} from '@aws-sdk/client-iam';
import { reads } from '../operation.ts';
import { findUserOrCaller } from './finding.ts';

/**
 * Lists of what nobody here has, because nothing here makes it: certificates, SSH keys for CodeCommit, identity providers.
 *
 * Programs that take a user apart ask for all of them first.
 */
export const absentThingReads = [
  reads('ListSigningCertificates', (input: ListSigningCertificatesRequest, call): ListSigningCertificatesResponse => {
    findUserOrCaller(call, input.UserName);
    return { Certificates: [], IsTruncated: false };
  }),
  reads('ListSSHPublicKeys', (input: ListSSHPublicKeysRequest, call): ListSSHPublicKeysResponse => {
    findUserOrCaller(call, input.UserName);
    return { SSHPublicKeys: [], IsTruncated: false };
  }),
  reads(
    'ListServiceSpecificCredentials',
    (input: ListServiceSpecificCredentialsRequest, call): ListServiceSpecificCredentialsResponse => {
      if (input.AllUsers !== true) findUserOrCaller(call, input.UserName);
      return { ServiceSpecificCredentials: [], IsTruncated: false };
    },
  ),
  reads(
    'ListServerCertificates',
    (): ListServerCertificatesResponse => ({
      ServerCertificateMetadataList: [],
      IsTruncated: false,
    }),
  ),
  reads('ListSAMLProviders', (): ListSAMLProvidersResponse => ({ SAMLProviderList: [] })),
  reads('ListOpenIDConnectProviders', (): ListOpenIDConnectProvidersResponse => ({ OpenIDConnectProviderList: [] })),
];
