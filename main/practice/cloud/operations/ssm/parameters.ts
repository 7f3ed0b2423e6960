import type {
  GetParameterRequest,
  GetParameterResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  GetParametersRequest,
  GetParametersResult,
  Parameter,
  ParameterStringFilter,
} from '@aws-sdk/client-ssm';
import { findPublicParameter, type PublicParameter, parametersOf } from '../../data/ssm-parameters.ts';
import { Refusal } from '../../refusal.ts';
import { required } from '../finding.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { parameterNeeds } from './parameter-access.ts';
import { readParameterName } from './parameter-names.ts';

/** Where the parameters are that everyone can read; nobody here keeps any of their own. */
const PUBLIC_ROOT = '/aws/service';
const PAGE = 10;

/** Parameters that lead to images: Systems Manager's Parameter Store. */
export const parameterReads = [
  reads(
    'GetParameter',
    (input: GetParameterRequest, call): GetParameterResult => {
      const name = required(input.Name, 'Name');
      const found = findParameter(name, call);
      // AWS has a code for it, and no words.
      if (!found) throw new Refusal('ParameterNotFound', '');
      const { selector } = readParameterName(name);
      if (selector !== null && selector !== String(found.version)) {
        throw new Refusal(
          'ParameterVersionNotFound',
          `Systems Manager could not find version ${selector} of ${found.name}. Verify the version and try again.`,
        );
      }
      return { Parameter: showParameter(found, selector) };
    },
    { needs: ({ Name }, call) => parameterNeeds('GetParameter', [Name], call) },
  ),

  reads(
    'GetParameters',
    (input: GetParametersRequest, call): GetParametersResult => {
      const names = required(input.Names, 'Names');
      const read = names.map((name) => {
        const { selector } = readParameterName(name);
        const found = findParameter(name, call);
        return { name, selector, found: selector === null || selector === String(found?.version) ? found : null };
      });
      return {
        Parameters: read.flatMap(({ found, selector }) => (found ? [showParameter(found, selector)] : [])),
        InvalidParameters: read.flatMap(({ name, found }) => (found ? [] : [name])),
      };
    },
    { needs: ({ Names = [] }, call) => parameterNeeds('GetParameters', Names, call) },
  ),

  reads(
    'GetParametersByPath',
    (input: GetParametersByPathRequest, call): GetParametersByPathResult => {
      const path = required(input.Path, 'Path');
      if (!/^\/[\w.\-/]*$/.test(path)) {
        throw new Refusal(
          'ValidationException',
          'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
        );
      }
      const inside = path.endsWith('/') ? path : `${path}/`;
      const there = inside.startsWith(`${PUBLIC_ROOT}/`) ? parametersOf(call.region) : [];
      const kept = there.filter(
        ({ name }) => name.startsWith(inside) && (input.Recursive || !name.slice(inside.length).includes('/')),
      );
      const size = input.MaxResults ?? PAGE;
      const shown = filtered(kept, input.ParameterFilters ?? []);
      const { items, nextToken } = pageOf(shown, { ...input, MaxResults: size }, { least: 1, most: PAGE });
      return { Parameters: items.map((found) => showParameter(found, null)), NextToken: nextToken };
    },
    { needs: ({ Path }, call) => parameterNeeds('GetParametersByPath', [Path], call) },
  ),
];

function findParameter(text: string, call: CallContext): PublicParameter | null {
  return findPublicParameter(call.region, readParameterName(text).name);
}

function showParameter(found: PublicParameter, selector: string | null): Parameter {
  return {
    Name: found.name,
    Type: found.type,
    Value: found.value,
    Version: found.version,
    ...(selector === null ? {} : { Selector: `:${selector}` }),
    LastModifiedDate: new Date(found.modifiedAt),
    ARN: found.arn,
    DataType: found.dataType,
  };
}

function filtered(found: readonly PublicParameter[], filters: readonly ParameterStringFilter[]): PublicParameter[] {
  return filters.reduce<PublicParameter[]>(
    (kept, { Key = '', Option = 'Equals', Values = [] }) => {
      if (!['Type', 'KeyId', 'Label'].includes(Key)) {
        throw new Refusal(
          'InvalidFilterKey',
          `The following filter key is not valid: ${Key}. Valid filter keys include: [Type, KeyId, Label].`,
        );
      }
      // Public parameters are texts without keys and labels.
      const fits = (value: string) => (Option === 'BeginsWith' ? 'String'.startsWith(value) : value === 'String');
      return Key === 'Type' && Values.some(fits) ? kept : [];
    },
    [...found],
  );
}
