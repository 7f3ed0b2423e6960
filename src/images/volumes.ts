import { z } from 'zod';
import limits from '../../assets/limits.json' with { type: 'json' };
import { monthInWords } from '../core/dates.ts';
import { snapshotId, type VolumeType, volumeType } from '../core/fields.ts';

/** What AWS allows of one type of volume; sizes in GiB, throughput in MiB/s. */
export interface VolumeLimits {
  readonly size: readonly [min: number, max: number];
  readonly iops?: readonly [min: number, max: number];
  readonly throughput?: readonly [min: number, max: number];
  /** At most so many IOPS for each GiB; what every volume of the type has is never too much. */
  readonly iopsPerGiB?: number;
  /** True where AWS has no default and IOPS must be told. */
  readonly needsIops?: boolean;
  /** At most so many MiB/s for each of the IOPS. */
  readonly throughputPerIops?: number;
  readonly canBeRoot: boolean;
}

/** AWS's limits for each type of volume: assets/limits.json. */
// TypeScript reads pairs in JSON as lists of any length; a test holds their form.
export const VOLUME_LIMITS = limits.volumes as unknown as Readonly<Record<VolumeType, VolumeLimits>>;

/** The month that the limits are of, in words. */
export const LIMITS_DATE = monthInWords(limits.asOf);

const whole = (what: string) =>
  z.number({ error: `${what} must be a whole number.` }).int(`${what} must be a whole number.`);

const volumeFields = {
  sizeGiB: whole('The size'),
  type: volumeType,
  iops: whole('IOPS').optional(),
  throughput: whole('Throughput').optional(),
  deleteOnTermination: z.boolean(),
};

type VolumeShape = { sizeGiB: number; type: VolumeType; iops?: number | undefined; throughput?: number | undefined };

/** “a gp3 volume”, “an io2 volume”: by how the type is spoken. */
function aVolume(type: VolumeType): string {
  return `${/^(io|st\d|sc)/.test(type) ? 'an' : 'a'} ${type} volume`;
}

/** Reports what AWS would refuse of a volume, each message at its own field. */
export function checkVolume(volume: VolumeShape, report: (field: keyof VolumeShape, message: string) => void): void {
  const limits = VOLUME_LIMITS[volume.type];
  const [min, max] = limits.size;
  if (volume.sizeGiB < min || volume.sizeGiB > max) {
    report('sizeGiB', `${capital(aVolume(volume.type))} has ${min} to ${max.toLocaleString('en')} GiB.`);
  }
  checkRange('iops', 'IOPS', volume.iops, limits.iops, volume.type, report);
  checkRange('throughput', 'throughput', volume.throughput, limits.throughput, volume.type, report);
  checkProportions(volume, limits, report);
}

/** What fits its own range may still be too much for the size, or for the IOPS. */
function checkProportions(
  { type, sizeGiB, iops, throughput }: VolumeShape,
  limits: VolumeLimits,
  report: (field: keyof VolumeShape, message: string) => void,
): void {
  const figure = (value: number) => Math.floor(value).toLocaleString('en');
  if (limits.needsIops && iops === undefined) {
    report('iops', `${capital(aVolume(type))} needs its IOPS told: AWS has no default for it.`);
  }
  const usual = limits.iops?.[0] ?? 0;
  const most = Math.max(usual, sizeGiB * (limits.iopsPerGiB ?? Number.POSITIVE_INFINITY));
  if (limits.iops && iops !== undefined && iops > most) {
    report('iops', `${figure(sizeGiB)} GiB allow ${figure(most)} IOPS at most. Choose fewer, or a larger volume.`);
  }
  const fastest = (iops ?? usual) * (limits.throughputPerIops ?? Number.POSITIVE_INFINITY);
  if (limits.throughput && throughput !== undefined && throughput > fastest) {
    report(
      'throughput',
      `${figure(iops ?? usual)} IOPS allow ${figure(fastest)} MiB/s at most. Choose less, or more IOPS.`,
    );
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function checkRange(
  field: 'iops' | 'throughput',
  word: string,
  value: number | undefined,
  range: readonly [number, number] | undefined,
  type: VolumeType,
  report: (field: keyof VolumeShape, message: string) => void,
): void {
  if (value === undefined) return;
  if (!range) {
    report(field, `The ${word} of ${aVolume(type)} cannot be set. Leave it empty, or choose another type.`);
    return;
  }
  const unit = field === 'throughput' ? ' MiB/s' : '';
  if (value < range[0] || value > range[1]) {
    report(
      field,
      `${word === 'IOPS' ? 'IOPS' : 'Throughput'} of ${aVolume(type)}: ${range[0].toLocaleString('en')} to ${range[1].toLocaleString('en')}${unit}.`,
    );
  }
}

const checked = <S extends z.ZodType<VolumeShape>>(schema: S): S =>
  schema.superRefine((volume, ctx) =>
    checkVolume(volume, (field, message) => ctx.addIssue({ code: 'custom', path: [field], message })),
  );

const deviceName = z
  .string()
  .regex(
    /^\/dev\/(sd[b-z][1-9]?|xvd[b-z]{1,2})$/,
    'Use a device name such as /dev/sdf. /dev/sda and /dev/xvda are for the root volume.',
  );

/** A volume added in a wizard: empty, or from a snapshot. It must be formatted or mounted on the machine. */
export const newVolume = checked(z.strictObject({ deviceName, snapshotId: snapshotId.optional(), ...volumeFields }));
export type NewVolume = z.infer<typeof newVolume>;

/** A volume of the image as the launch will make it: bigger, faster or encrypted. */
export const launchVolume = checked(
  z.strictObject({ deviceName: z.string().min(1), ...volumeFields, encrypted: z.boolean() }),
);
export type LaunchVolume = z.infer<typeof launchVolume>;

/** The device names that AWS recommends for further volumes, in order. Source: EC2 User Guide, device names on Linux instances. */
const RECOMMENDED_DEVICES = [...'fghijklmnop'].map((letter) => `/dev/sd${letter}`);

/** The first recommended device name that is not taken; empty when all are. */
export function nextDeviceName(taken: readonly string[]): string {
  return RECOMMENDED_DEVICES.find((name) => !taken.includes(name)) ?? '';
}

/** Says of each new volume whose device name another disk has already, by path below `prefix`. */
export function deviceErrors(
  prefix: string,
  added: readonly { readonly deviceName: string }[],
  existing: readonly string[],
): Record<string, string> {
  const errors: Record<string, string> = {};
  added.forEach(({ deviceName }, index) => {
    const earlier = added.slice(0, index).some((other) => other.deviceName === deviceName);
    if (deviceName === '' || !(earlier || existing.includes(deviceName))) return;
    const next = nextDeviceName([...existing, ...added.map((other) => other.deviceName)]);
    const fix = next ? `Choose another, for example ${next}.` : 'Choose another.';
    errors[`${prefix}.${index}.deviceName`] = `Another disk has the device name ${deviceName} already. ${fix}`;
  });
  return errors;
}
