/** Every address of the window: features link to each other by these, never by importing each other. */
export const paths = {
  instances: () => '/instances',
  createImage: (instanceId: string) => `/instances/${instanceId}/create-image`,
  connect: (instanceId: string) => `/instances/${instanceId}/connect`,
  images: () => '/images',
  launch: (imageId: string) => `/images/${imageId}/launch`,
  keys: () => '/key-pairs',
  securityGroups: () => '/security-groups',
  practice: () => '/practice',
  settings: () => '/settings',
} as const;

/** The same address as a link's target under hash history. */
export function href(path: string): string {
  return `#${path}`;
}
