import type {
  CancelImageLaunchPermissionRequest,
  CancelImageLaunchPermissionResult,
  DescribeImageAttributeRequest,
  ImageAttribute,
  ModifyImageAttributeRequest,
  ResetImageAttributeRequest,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { type ImageRecord, plainImage } from '../../world/records/image-records.ts';
import { visibleImage } from '../available-images.ts';
import { checkId, kinds, required } from '../finding.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { deprecationOfPublic } from './deprecation.ts';
import { checkDescription } from './image-words.ts';
import { changedPermissions, readChange, showPermissions } from './launch-permissions.ts';
import { ownImage, ownImageIn } from './own-image.ts';
import { shownLaunch, showProductCodes, showProtection } from './shown-image.ts';

type Attribute = NonNullable<DescribeImageAttributeRequest['Attribute']>;

/** What DescribeImageAttribute answers to each attribute. */
const shown: Readonly<Record<Attribute, (image: ImageRecord, call: CallContext) => ImageAttribute>> = {
  description: ({ description }) => ({ Description: { Value: description } }),
  launchPermission: ({ permissions }) => ({ LaunchPermissions: showPermissions(permissions) }),
  productCodes: ({ productCodes }) => ({ ProductCodes: showProductCodes(productCodes) }),
  // EC2 no longer answers this one, not even to the owner.
  blockDeviceMapping: () => {
    throw new Refusal('AuthFailure', 'Unauthorized attempt to access restricted resource', 403);
  },
  sriovNetSupport: ({ sriovSupport }) => (sriovSupport ? { SriovNetSupport: { Value: 'simple' } } : {}),
  bootMode: ({ bootMode }) => (bootMode ? { BootMode: { Value: bootMode } } : {}),
  tpmSupport: ({ tpm }) => (tpm ? { TpmSupport: { Value: 'v2.0' } } : {}),
  imdsSupport: ({ imdsV2 }) => (imdsV2 ? { ImdsSupport: { Value: 'v2.0' } } : {}),
  deregistrationProtection: ({ protection }, { now }) => ({
    DeregistrationProtection: { Value: showProtection(protection, now) },
  }),
  lastLaunchedTime: (record, call) => {
    const image = { record, ownerId: call.account.id, ownerAlias: null, isPublic: false, place: call.place };
    const at = shownLaunch(image, call);
    return at === null ? {} : { LastLaunchedTime: { Value: at } };
  },
  kernel: () => ({}),
  ramdisk: () => ({}),
  uefiData: () => ({}),
};

function unknownAttribute(name: string): Refusal {
  return new Refusal('InvalidParameterValue', `Value (${name}) for parameter attribute is invalid. Unknown attribute.`);
}

/** The one attribute that a request changes, with the value that it gives it; a new permission has no value. */
function readModification(input: ModifyImageAttributeRequest): { attribute: string; value: string } {
  if (input.ProductCodes?.length) {
    throw new Refusal('UnsupportedOperation', 'Product codes cannot be added to an image by ModifyImageAttribute.');
  }
  const given = [
    ...(input.Description ? [['description', input.Description.Value ?? '']] : []),
    ...(input.ImdsSupport ? [['imdsSupport', input.ImdsSupport.Value ?? '']] : []),
    ...(input.LaunchPermission ? [['launchPermission', '']] : []),
    ...(input.Attribute ? [[input.Attribute, input.Value ?? '']] : []),
  ];
  const [only] = given;
  const names = [...new Set(given.map(([name]) => name))];
  if (!only && hasLists(input)) return { attribute: 'launchPermission', value: '' };
  if (!only) throw new Refusal('InvalidParameterCombination', 'No attributes specified.');
  if (names.length > 1) {
    throw new Refusal(
      'InvalidParameterCombination',
      `Fields for multiple attribute types specified: ${names.join(', ')}`,
    );
  }
  const [attribute = '', value = ''] = only;
  return { attribute, value };
}

function hasLists({ UserIds, UserGroups, OrganizationArns, OrganizationalUnitArns }: ModifyImageAttributeRequest) {
  return [UserIds, UserGroups, OrganizationArns, OrganizationalUnitArns].some((list) => list?.length);
}

/** What a modification writes into the image; everything is checked. */
function planModification(input: ModifyImageAttributeRequest, call: CallContext) {
  const { attribute, value } = readModification(input);
  switch (attribute) {
    case 'description': {
      const image = ownImage(call, input.ImageId);
      return { image, patch: { description: checkDescription(value) } };
    }
    case 'imdsSupport': {
      const image = ownImageIn(call, input.ImageId, ['available', 'disabled']);
      if (value !== 'v2.0') {
        throw new Refusal(
          'InvalidParameterValue',
          `Value (${value}) for parameter imdsSupport is invalid. It can be set to v2.0, and not be taken back.`,
        );
      }
      return { image, patch: { imdsV2: true } };
    }
    case 'launchPermission': {
      const image = ownImageIn(call, input.ImageId, ['available']);
      const permissions = changedPermissions(image, readChange(input), call);
      return { image, patch: { permissions, deprecatedAt: deprecationOfPublic(image, permissions.isPublic) } };
    }
    default:
      throw unknownAttribute(attribute);
  }
}

/** What an image says of itself, and whom it is lent to. */
export const attributeOperations = [
  reads('DescribeImageAttribute', (input: DescribeImageAttributeRequest, call): ImageAttribute => {
    const attribute = required(input.Attribute, 'Attribute');
    if (!Object.hasOwn(shown, attribute)) throw unknownAttribute(attribute);
    const image = ownImage(call, input.ImageId);
    return { ImageId: image.id, ...shown[attribute](image, call) };
  }),

  changes('ModifyImageAttribute', (input: ModifyImageAttributeRequest, call): object => {
    const { image, patch } = planModification(input, call);
    call.proceed();
    call.place.images.change(image, patch);
    return {};
  }),

  changes('ResetImageAttribute', (input: ResetImageAttributeRequest, call): object => {
    const attribute = required(input.Attribute, 'Attribute');
    if (attribute !== 'launchPermission') throw unknownAttribute(attribute);
    const image = ownImageIn(call, input.ImageId, ['available', 'disabled']);
    call.proceed();
    call.place.images.change(image, { permissions: plainImage.permissions });
    return {};
  }),

  changes(
    'CancelImageLaunchPermission',
    (input: CancelImageLaunchPermissionRequest, call): CancelImageLaunchPermissionResult => {
      const id = required(input.ImageId, 'ImageId');
      checkId(kinds.image, id);
      const image = visibleImage(call, id);
      if (!image) throw new Refusal('InvalidAMIID.NotFound', kinds.image.missing([id]));
      const { record, place } = image;
      const { accounts } = record.permissions;
      // What an organization or everyone may launch, no single account can give back.
      if (!place || !accounts.includes(call.account.id)) {
        throw new Refusal('AuthFailure', `Not authorized for image:${id}`, 403);
      }
      call.proceed();
      const left = accounts.filter((account) => account !== call.account.id);
      place.images.change(record, { permissions: { ...record.permissions, accounts: left } });
      return { Return: true };
    },
  ),
];
