import type {
  EntityDetails,
  GenerateServiceLastAccessedDetailsRequest,
  GenerateServiceLastAccessedDetailsResponse,
  GetServiceLastAccessedDetailsRequest,
  GetServiceLastAccessedDetailsResponse,
  GetServiceLastAccessedDetailsWithEntitiesRequest,
  GetServiceLastAccessedDetailsWithEntitiesResponse,
  PolicyOwnerEntityType,
  ServiceLastAccessed,
  TrackedActionLastAccessed,
} from '@aws-sdk/client-iam';
import type { AccessReportRecord, UsageRecord } from '../../world/records/iam-records.ts';
import type { Account, World } from '../../world/world.ts';
import { type CallContext, changes, type Operation, reads } from '../operation.ts';
import { type AccessSubject, accessSubject } from './access-subjects.ts';
import { noSuchEntity } from './finding.ts';
import { grantedServices, serviceName } from './granted-services.ts';
import { markedPage } from './pages.ts';

/** A report takes a moment. */
const REPORT_MS = 3_000;

/** The actions of a service that are followed one by one. */
export type TrackedActions = (namespace: string) => readonly string[];

/** When users and roles last used what they may: the access advisor. What is told was really called. */
export function lastAccessedOperations(trackedActions: TrackedActions): readonly Operation[] {
  return [
    changes(
      'GenerateServiceLastAccessedDetails',
      (input: GenerateServiceLastAccessedDetailsRequest, call): GenerateServiceLastAccessedDetailsResponse => {
        const { account, now, world } = call;
        const arn = input.Arn ?? '';
        accessSubject(account, arn);
        call.proceed();
        const { id } = account.accessReports.add({
          id: newJobId(world),
          arn,
          granularity: input.Granularity ?? 'SERVICE_LEVEL',
          startedAt: now,
          completedAt: now + REPORT_MS,
        });
        return { JobId: id };
      },
    ),

    reads(
      'GetServiceLastAccessedDetails',
      (input: GetServiceLastAccessedDetailsRequest, call): GetServiceLastAccessedDetailsResponse => {
        const { account } = call;
        const report = findReport(account, input.JobId);
        const status = { ...statusOf(report, call), JobType: report.granularity };
        if (status.JobStatus === 'IN_PROGRESS') return { ...status, ServicesLastAccessed: [], IsTruncated: false };
        const subject = accessSubject(account, report.arn);
        const { items, paging } = markedPage(grantedServices(subject.documents), (namespace) => namespace, input);
        const actions = report.granularity === 'ACTION_LEVEL' ? trackedActions : null;
        return {
          ...status,
          ServicesLastAccessed: items.map((namespace) => tellService(account, subject, namespace, actions)),
          ...paging,
        };
      },
    ),

    reads(
      'GetServiceLastAccessedDetailsWithEntities',
      (
        input: GetServiceLastAccessedDetailsWithEntitiesRequest,
        call,
      ): GetServiceLastAccessedDetailsWithEntitiesResponse => {
        const { account } = call;
        const report = findReport(account, input.JobId);
        const status = statusOf(report, call);
        if (status.JobStatus === 'IN_PROGRESS') return { ...status, EntityDetailsList: [], IsTruncated: false };
        const subject = accessSubject(account, report.arn);
        const details = tellEntities(account, subject, input.ServiceNamespace ?? '');
        const { items, paging } = markedPage(details, ({ EntityInfo }) => EntityInfo?.Arn ?? '', input);
        return { ...status, EntityDetailsList: items, ...paging };
      },
    ),
  ];
}

function newJobId(world: World): string {
  const digits = Buffer.from(world.random(16)).toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function findReport({ accessReports }: Account, id: string | undefined): AccessReportRecord {
  const report = accessReports.get(id);
  if (!report) throw noSuchEntity(`Report with job id ${id} cannot be found.`);
  return report;
}

function statusOf({ startedAt, completedAt }: AccessReportRecord, { now }: CallContext) {
  const isDone = now >= completedAt;
  return {
    JobStatus: isDone ? ('COMPLETED' as const) : ('IN_PROGRESS' as const),
    JobCreationDate: new Date(startedAt),
    JobCompletionDate: isDone ? new Date(completedAt) : undefined,
  };
}

/** What the entities of a report used of a service, the latest first. */
function usesIn({ usage }: Account, { entities }: AccessSubject, namespace: string): UsageRecord[] {
  return entities
    .flatMap(({ arn }) => usage.by('principal', arn))
    .filter(({ service }) => service === namespace)
    .sort((a, b) => b.at - a.at);
}

function tellService(
  account: Account,
  subject: AccessSubject,
  namespace: string,
  trackedActions: TrackedActions | null,
): ServiceLastAccessed {
  const use = usesIn(account, subject, namespace);
  const [latest] = use;
  return {
    ServiceName: serviceName(namespace),
    ServiceNamespace: namespace,
    TotalAuthenticatedEntities: new Set(use.map(({ principalArn }) => principalArn)).size,
    ...(latest
      ? {
          LastAuthenticated: new Date(latest.at),
          LastAuthenticatedEntity: latest.principalArn,
          LastAuthenticatedRegion: latest.region,
        }
      : {}),
    ...(trackedActions ? { TrackedActionsLastAccessed: tellActions(use, namespace, trackedActions(namespace)) } : {}),
  };
}

function tellActions(
  use: readonly UsageRecord[],
  namespace: string,
  tracked: readonly string[],
): TrackedActionLastAccessed[] {
  return [...tracked].sort().map((name) => {
    const latest = use.find(({ action }) => action === `${namespace}:${name}`);
    if (!latest) return { ActionName: name };
    return {
      ActionName: name,
      LastAccessedEntity: latest.principalArn,
      LastAccessedTime: new Date(latest.at),
      LastAccessedRegion: latest.region,
    };
  });
}

function tellEntities(account: Account, subject: AccessSubject, namespace: string): EntityDetails[] {
  const use = usesIn(account, subject, namespace);
  return subject.entities.map(({ kind, arn, record }) => {
    const latest = use.find(({ principalArn }) => principalArn === arn);
    return {
      EntityInfo: {
        Arn: arn,
        Name: record.name,
        Type: kind.toUpperCase() as PolicyOwnerEntityType,
        Id: record.uniqueId,
        Path: record.path,
      },
      ...(latest ? { LastAuthenticated: new Date(latest.at) } : {}),
    };
  });
}
