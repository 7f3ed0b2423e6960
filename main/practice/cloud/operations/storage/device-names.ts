/**
 * Whether a name is one that EC2 gives to disks.
 *
 * Source: EC2 user guide, "Device names for volumes on Amazon EC2 instances".
 */
export function isDeviceName(name: string): boolean {
  return /^(\/dev\/)?(sd[a-z]\d{0,2}|xvd[a-z]{1,2}|hd[a-z]\d{0,2})$/.test(name);
}
