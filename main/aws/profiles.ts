import { join } from 'node:path';
import type { SharedConfigFiles } from '@smithy/core/config';
import type { Profile } from '../../src/accounts/contract.ts';
import { AppError } from '../../src/core/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Section = Readonly<Record<string, string | undefined>>;

/** Where the AWS files of this person are. */
export interface AwsFiles {
  readonly filepath: string;
  readonly configFilepath: string;
}

/** The paths of ~/.aws/credentials and ~/.aws/config, or where AWS's own variables say. */
export function awsFiles(environment: Environment): AwsFiles {
  const home = environment.HOME ?? environment.USERPROFILE ?? '';
  return {
    filepath: environment.AWS_SHARED_CREDENTIALS_FILE || join(home, '.aws', 'credentials'),
    configFilepath: environment.AWS_CONFIG_FILE || join(home, '.aws', 'config'),
  };
}

/** The services that Amiable talks to. */
type Service = 'ec2' | 'sts' | 'iam' | 'kms' | 'ssm' | 'pricing' | 'ec2_instance_connect' | 'service_quotas';

/** What the AWS files say of one profile; a profile in both files has the credentials file's values first. */
export interface ProfileFacts extends Profile {
  /** Endpoint per service, where the profile names one. */
  endpoint(service: Service): string | undefined;
}

/** Reads the profiles; files that do not exist hold none, and a file that cannot be read is told. */
export async function readProfiles(environment: Environment): Promise<readonly ProfileFacts[]> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  let files: SharedConfigFiles;
  try {
    // Read afresh each time: a new sign-in must not wait for a restart.
    files = await loadSharedConfigFiles({ ...awsFiles(environment), ignoreCache: true });
  } catch (cause) {
    throw new AppError('accounts.files-unreadable', 'The AWS files in your home folder cannot be read.', {
      fix: `Check ${awsFiles(environment).configFilepath} and ${awsFiles(environment).filepath}.`,
      cause,
    });
  }
  const names = new Set([...Object.keys(files.configFile), ...Object.keys(files.credentialsFile)]);
  return [...names]
    .filter((name) => !/^(sso-session|services)\./.test(name))
    .sort((a, b) => a.localeCompare(b))
    .map((name) => {
      const section = { ...files.configFile[name], ...files.credentialsFile[name] };
      const endpoint = (service: Service) => endpointOf(service, section, files.configFile, environment);
      return {
        name,
        kind: kindOf(section),
        ...(section.region ? { region: section.region } : {}),
        customEndpoint: endpoint('ec2') !== undefined,
        endpoint,
      };
    });
}

/** How a profile signs in, in the order in which the SDK looks. */
function kindOf(section: Section): Profile['kind'] {
  if (section.role_arn && section.web_identity_token_file) return 'web-identity';
  if (section.role_arn) return 'assume-role';
  if (section.aws_access_key_id) return 'keys';
  if (section.credential_process) return 'process';
  if (section.sso_session || section.sso_start_url) return 'sso';
  if (section.login_session) return 'login';
  return 'unknown';
}

/** The order is AWS's: variables before files, the service's own before the general one. */
function endpointOf(
  service: Service,
  section: Section,
  config: SharedConfigFiles['configFile'],
  environment: Environment,
): string | undefined {
  if (environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  if (section.ignore_configured_endpoint_urls === 'true') return undefined;
  const services = section.services ? config[`services.${section.services}`] : undefined;
  return (
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    environment.AWS_ENDPOINT_URL ||
    services?.[`${service}.endpoint_url`] ||
    section.endpoint_url ||
    undefined
  );
}
