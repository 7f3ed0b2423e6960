import type { GenerateCredentialReportResponse, GetCredentialReportResponse } from '@aws-sdk/client-iam';
import { Refusal } from '../../refusal.ts';
import { iamArn } from '../../world/accounts.ts';
import type { AccessKeyRecord, UserRecord } from '../../world/records/iam-records.ts';
import type { Account } from '../../world/world.ts';
import { changes, reads } from '../operation.ts';
import { settingsOf } from './account-settings.ts';

const DAY_MS = 86_400_000;
/** How long a report takes, and how long AWS gives the same one again. */
const REPORT_MS = 4_000;
const REPORT_LIFE_MS = 4 * 3_600_000;

const columns = `user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,
  password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,
  access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,
  access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,
  cert_1_last_rotated,cert_2_active,cert_2_last_rotated`.replace(/\s/g, '');

const noCertificates = ['false', 'N/A', 'false', 'N/A'];

function timeOf(ms: number | null | undefined, without: string): string {
  return ms === null || ms === undefined ? without : `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

/** A name may have commas in it. */
function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function keyCells(key: AccessKeyRecord | undefined): string[] {
  if (!key) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const { status, createdAt, lastUsed } = key;
  return [
    String(status === 'Active'),
    timeOf(createdAt, 'N/A'),
    timeOf(lastUsed?.at, 'N/A'),
    lastUsed?.region ?? 'N/A',
    lastUsed?.service ?? 'N/A',
  ];
}

function lineOf(account: Account, user: UserRecord): string {
  const { login } = user;
  const maxAge = settingsOf(account).passwordPolicy?.maxAge ?? null;
  const next = login && maxAge !== null ? login.changedAt + maxAge * DAY_MS : null;
  const [first, second] = account.accessKeys.by('user', user.id);
  return [
    quoted(user.name),
    quoted(iamArn(account, 'user', user)),
    timeOf(user.createdAt, 'N/A'),
    String(login !== null),
    login ? timeOf(user.passwordLastUsedAt, 'no_information') : 'N/A',
    timeOf(login?.changedAt, 'N/A'),
    timeOf(next, 'N/A'),
    String(account.mfaDevices.by('user', user.id).length > 0),
    ...keyCells(first),
    ...keyCells(second),
    ...noCertificates,
  ].join(',');
}

/** The report: the root user first, then every user. */
function write(account: Account): string {
  const openedAt = Math.min(...account.users.all().map(({ createdAt }) => createdAt));
  const root = [
    '<root_account>',
    `arn:aws:iam::${account.id}:root`,
    timeOf(Number.isFinite(openedAt) ? openedAt : null, 'N/A'),
    'not_supported',
    'no_information',
    'not_supported',
    'not_supported',
    'true',
    ...keyCells(undefined),
    ...keyCells(undefined),
    ...noCertificates,
  ].join(',');
  return [columns, root, ...account.users.all().map((user) => lineOf(account, user))].join('\n');
}

/** The credential report: every user's passwords, keys and devices as one table. */
export const credentialReportOperations = [
  changes('GenerateCredentialReport', (_input: object, call): GenerateCredentialReportResponse => {
    const { account, now } = call;
    const { credentialReports } = account;
    const held = credentialReports.get('report');
    call.proceed();
    if (held && now < held.completedAt) return { State: 'INPROGRESS' };
    if (held && now < held.completedAt + REPORT_LIFE_MS) return { State: 'COMPLETE' };
    if (held) credentialReports.remove(held);
    credentialReports.add({ id: 'report', startedAt: now, completedAt: now + REPORT_MS, content: write(account) });
    return { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' };
  }),

  reads('GetCredentialReport', (_input: object, { account, now }): GetCredentialReportResponse => {
    const report = account.credentialReports.get('report');
    if (!report) throw new Refusal('ReportNotPresent', 'No report exists.', 410);
    if (now < report.completedAt) throw new Refusal('ReportInProgress', 'Report is not ready yet.', 404);
    if (now >= report.completedAt + REPORT_LIFE_MS) {
      throw new Refusal('ReportExpired', 'The most recent report has expired.', 410);
    }
    return {
      Content: new Uint8Array(Buffer.from(report.content, 'utf8')),
      ReportFormat: 'text/csv',
      GeneratedTime: new Date(report.completedAt),
    };
  }),
];
