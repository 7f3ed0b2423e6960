/** The ways of taking an image out of use, and back. */
export const RETIRE_WAYS = ['deprecate', 'disable', 'enable', 'protect', 'deregister', 'restore'] as const;
export type RetireWay = (typeof RETIRE_WAYS)[number];

/** Every address of the window: features link to each other by these, never by importing each other. */
export const paths = {
  instances: () => '/instances',
  createImage: (instanceId: string) => `/instances/${instanceId}/create-image`,
  connect: (instanceId: string) => `/instances/${instanceId}/connect`,
  connectionCheck: (instanceId: string) => `/instances/${instanceId}/check`,
  images: () => '/images',
  image: (region: string, imageId: string) => `/images/${region}/${imageId}`,
  copyImage: (region: string, imageId: string) => `/images/${region}/${imageId}/copy`,
  shareImage: (region: string, imageId: string) => `/images/${region}/${imageId}/share`,
  makeImageMine: (region: string, imageId: string) => `/images/${region}/${imageId}/make-mine`,
  retireImage: (region: string, imageId: string, how: RetireWay) => `/images/${region}/${imageId}/retire/${how}`,
  compareImages: (one: string, other: string) => `/compare/${one}/${other}`,
  whereIsImage: () => '/where-is-my-image',
  family: () => '/family',
  familyOf: (region: string, imageId: string) => `/family/${region}/${imageId}`,
  leftovers: () => '/left-overs',
  launch: (imageId: string) => `/images/${imageId}/launch`,
  /** The same wizard, which asks for the image first. */
  launchAny: () => '/launch',
  keys: () => '/key-pairs',
  securityGroups: () => '/security-groups',
  people: () => '/people',
  person: (name: string) => `/people/${encodeURIComponent(name)}`,
  practice: () => '/practice',
  settings: () => '/settings',
} as const;

/** The same address as a link's target under hash history. */
export function href(path: string): string {
  return `#${path}`;
}
