import type { ComponentType } from 'react';
import type { PageProps } from '../common/page-props.ts';

/** The groups of the side navigation, in order; pages of the last one stand by themselves below a line. */
export const NAV_GROUPS = ['Instances', 'Images', 'Network & Security', 'Access', ''] as const;

/** One page of the window. */
export interface Page {
  /** Its address; `$name` is a parameter that the page gets in `params`. The makers of addresses are in common/paths.ts. */
  readonly path: string;
  readonly title: string;
  /** The group that lists it; absent when the side navigation does not. */
  readonly nav?: (typeof NAV_GROUPS)[number];
  /** The page that the breadcrumbs show before it. */
  readonly parent?: string;
  /** For the help panel: one short paragraph each. */
  readonly help: readonly string[];
  /** Loads it when it is first shown; main.tsx has the first page with it from the start. */
  readonly load: () => Promise<ComponentType<PageProps>>;
}

/** The one list of pages: routes, breadcrumbs, side navigation and the page test all follow from it. */
export const PAGES: readonly Page[] = [
  {
    path: '/instances',
    title: 'Instances',
    nav: 'Instances',
    help: [
      'An instance is a computer that runs in the cloud. Select one to see everything about it below the table, or several to start, stop, reboot or terminate them together.',
      'Stopping switches a machine off: its disks stay and cost, its time does not. Terminating deletes it for good; you are shown what goes with it first.',
      'To copy it with all that is installed on it: Actions, Image and templates, Create image. The copy is called an image, or AMI.',
      'Hover over a name and press the pencil to change it. Names are yours to choose: they are kept as the tag “Name”.',
      'Connect opens a terminal on a running instance.',
    ],
    load: async () => (await import('../instances/instances-page.tsx')).InstancesPage,
  },
  {
    path: '/instances/$instanceId/create-image',
    title: 'Create image',
    parent: '/instances',
    help: [
      'An image (AMI) is a complete copy of an instance’s disks. From it you can launch as many equal instances as you like.',
      'AWS restarts the instance for a moment by default, so that no file is copied half written. You may turn that off.',
      'The AMI name is fixed for ever once the image is made. Choose it with care; the Name tag can be changed later.',
    ],
    load: async () => (await import('../images/create-image-wizard.tsx')).CreateImageWizard,
  },
  {
    path: '/instances/$instanceId/connect',
    title: 'Connect',
    parent: '/instances',
    help: [
      'Connect opens a terminal on the machine. What you type there happens on the machine, not on this computer.',
      'The user name is part of the image: ubuntu for Ubuntu, ec2-user for Amazon Linux. If the machine wants another user than the one you gave, Amiable reconnects as that one.',
      'At the first log-in you may be asked whether the machine’s host key is the right one. Amiable remembers it and refuses the machine if it ever shows another.',
      'Every session has a tab, and goes on while you look at other pages. New tab opens another one on the same machine; a tab can be split in two.',
      'Beside the terminal is what the machine is, and commands that make it ready for an image. Insert types one; you press Enter.',
      'When the connection is lost, what the terminal showed stays. Reconnect goes on below it.',
      'Tab and nearly every other key belong to the machine. Keys, above the terminal, lists the few that Amiable keeps: copy, paste, search, and Ctrl + F6 to leave the terminal without a mouse.',
    ],
    load: async () => (await import('../connect/connect-page.tsx')).ConnectPage,
  },
  {
    path: '/instances/$instanceId/check',
    title: 'Connection check',
    parent: '/instances',
    help: [
      'A connection passes many hands: your network, the internet gateway, a route, two firewalls, the machine’s SSH server. The check follows the way and names the first link that is broken.',
      'Press the button beside it to mend it. What it changes is said beforehand, and most of it can be taken back by one click.',
      'Grey links were not looked at, because one before them is broken, or could not be read; press one to read why.',
      'It logs in for a moment to try the user and the key, and opens no shell. Nothing is sent to a machine whose host key is not trusted.',
    ],
    load: async () => (await import('../connect/check-page.tsx')).CheckPage,
  },
  {
    path: '/images',
    title: 'AMIs',
    nav: 'Images',
    help: [
      'An AMI (Amazon machine image) is a copy of a machine’s disks, ready to be launched as a new instance.',
      'Pending means that AWS still copies. As soon as it is Available, select it and press Launch instance from AMI.',
      'The AMI name is fixed for ever. What you can change is the Name tag: hover over it and press the pencil.',
    ],
    load: async () => (await import('../images/images-page.tsx')).ImagesPage,
  },
  {
    path: '/images/$region/$imageId/share',
    title: 'Edit AMI permissions',
    parent: '/images',
    help: [
      'Sharing lets others launch machines from your image. They pay for their machines; you keep paying for the image.',
      'An account is named by its number of 12 digits. An organisation or a unit of it is named by its ARN.',
      'Launching needs the launch permission alone. To copy the image, an account needs its snapshots as well.',
      'An encrypted image can be launched by others only if they may use its key. AWS’s default key can never be shared; copy the image with a key of your own then.',
      'You can take it back at any time. Machines that run go on running, and copies stay with whoever made them.',
    ],
    load: async () => (await import('../share/share-wizard.tsx')).ShareWizard,
  },
  {
    path: '/images/$region/$imageId/make-mine',
    title: 'Make it mine',
    parent: '/images',
    help: [
      'An image that is shared with you can be taken away from you. An image of your own stays.',
      'If its owner lets you copy it, that is the shortest way. If not, Amiable launches a small machine from it and makes an image of that.',
      'Product codes of AWS Marketplace stay on the image, whoever owns it.',
    ],
    load: async () => (await import('../share/make-mine-page.tsx')).MakeMinePage,
  },
  {
    path: '/launch',
    title: 'Launch instances',
    nav: 'Instances',
    help: [
      'An instance starts from an image (AMI): a system with everything that is installed on it.',
      'Quick Start has the well-known systems, each in today’s version. My AMIs has your own and those that others share with you.',
      'Once an image is chosen, the form has a safe default for everything except the key pair.',
      'You can change the image in the form: whatever else you filled in is kept.',
    ],
    load: async () => (await import('../launch/launch-page.tsx')).LaunchPage,
  },
  {
    path: '/images/$imageId/launch',
    title: 'Launch an instance',
    parent: '/images',
    help: [
      'Launching makes a new machine from an image. Everything here has a safe default except the key pair: choose one, or create it here.',
      'A key pair is what you log in with. Its private half stays encrypted on this computer; without it you cannot reach the machine.',
      'The firewall (security group) decides who may knock. My IP lets only this computer’s address in.',
      'What you choose here can be saved as a launch template, and filled in again from one. User data has a small library of snippets under Advanced details.',
      'The summary at the right says in words what will be made.',
      'The pre-flight check at the end looks at what AWS would refuse. Red stands in the way, and its button puts it right; amber is allowed, or could not be found out.',
    ],
    load: async () => (await import('../launch/launch-page.tsx')).LaunchPage,
  },
  {
    path: '/images/$region/$imageId/copy',
    title: 'Copy image',
    parent: '/images',
    help: [
      'An image belongs to one Region. To launch it in another one, copy it there.',
      'AMI names cannot change. What others call rename is a copy in the same Region under a new name; the old one can be deregistered afterwards.',
      'A copy has its own snapshots and costs by itself. Who may launch the source may not launch the copy: shares are never copied.',
      'What is encrypted stays encrypted. What is not can be encrypted on the way, with the Region’s default key or one of your own.',
    ],
    load: async () => (await import('../images/copy-page.tsx')).CopyPage,
  },
  {
    path: '/images/$region/$imageId/retire/$how',
    title: 'Take an image out of use',
    parent: '/images',
    help: [
      'Deprecate: from a day on, others no longer find the image in lists. Disable: nobody can launch it until you enable it again. Deregister: it is gone.',
      'Machines that were launched from an image do not need it any more: they go on, whatever becomes of it.',
      'What an image costs are its snapshots. They stay when it is deregistered, unless you say otherwise.',
      'Where the Region has a retention rule, a deregistered image lies in the Recycle Bin for some days and can be restored.',
    ],
    load: async () => (await import('../images/retire-page.tsx')).RetirePage,
  },
  {
    path: '/family',
    title: 'Family tree',
    nav: 'Images',
    help: [
      'An instance is launched from an image, an image is made from an instance, and images are copied to other Regions. This page shows which came from which, in all Regions at once.',
      'Drag to move the picture, turn the wheel to zoom. With the keyboard: Tab into the picture, walk along the lines with the arrow keys, Enter opens what is known, 0 shows everything.',
      'A dashed frame marks what belongs to others or is no more. What is gone stays in the tree as long as something names it as its source.',
      'List shows the same as rows that unfold.',
    ],
    load: async () => (await import('../family/family-page.tsx')).FamilyPage,
  },
  {
    path: '/family/$region/$imageId',
    title: 'Family of an image',
    parent: '/family',
    help: [
      'Everything this image came from, and everything that came from the oldest of these that is yours.',
      'A dashed frame marks what belongs to others or is no more.',
    ],
    load: async () => (await import('../family/family-page.tsx')).FamilyPage,
  },
  {
    path: '/compare/$one/$other',
    title: 'Compare images',
    parent: '/family',
    help: [
      'Two images side by side: volumes, tags, size, age, machine and permissions. What differs is marked.',
      'The sentence at the top tells how they are related, as far as AWS records it.',
      'Whom an image is shared with is told to its owner only.',
    ],
    load: async () => (await import('../family/compare-page.tsx')).ComparePage,
  },
  {
    path: '/left-overs',
    title: 'Left-overs',
    nav: 'Images',
    help: [
      'What nothing uses any more: snapshots of images that are gone, disks of no instance, firewalls and addresses of nothing, images that failed. Much of it costs money every month.',
      'Nothing is ticked to begin with. Tick what is to go and press Clean up: a sheet says what each deletion means before anything happens.',
      'Each thing is looked at once more right before it is deleted. What came into use meanwhile is kept, and you are told.',
      'A deletion cannot be undone. If you do not know what something is, look at its age and name, and ask before you delete it.',
    ],
    load: async () => (await import('../leftovers/leftovers-page.tsx')).LeftoversPage,
  },
  {
    path: '/images/$region/$imageId',
    title: 'AMI',
    parent: '/images',
    help: [
      'Everything that is known about one image, on a page of its own. Its address can be kept.',
      'AWS CLI shows the command of each thing that can be done with it, to learn from or to hand on. Nothing is run from there.',
    ],
    load: async () => (await import('../images/image-page.tsx')).ImagePage,
  },
  {
    path: '/where-is-my-image',
    title: 'Where is my image?',
    nav: 'Images',
    help: [
      'An image belongs to one Region and one account. In another Region, or as another account, it looks as if it did not exist.',
      'Write its id, or a part of its name: all Regions that are switched on for this account are looked through, the Recycle Bin too.',
      'Where nothing is found, the likeliest reasons are told with what to do about each.',
    ],
    load: async () => (await import('../images/where-page.tsx')).WherePage,
  },
  {
    path: '/security-groups',
    title: 'Security groups',
    nav: 'Network & Security',
    help: [
      'A security group is a firewall around machines. It lists who may reach which port; everything else is turned away.',
      'A warning marks what stands open to the whole internet.',
      'Select a group to see its rules one by one, to add or remove one, and to see who uses it.',
      'When your address changes, rules made for “My IP” shut you out. This page notices, and updates them at a click.',
    ],
    load: async () => (await import('../network/security-groups-page.tsx')).SecurityGroupsPage,
  },
  {
    path: '/key-pairs',
    title: 'Key pairs',
    nav: 'Network & Security',
    help: [
      'A key pair proves who you are when you log in. AWS keeps the public half and puts it on new machines.',
      'The private half exists once. When it is made here, it is encrypted and stays on this computer.',
      '“Not on this computer” means that the pair was made elsewhere: you cannot log in with it from here.',
      'Import brings the public half of a key that you have already to AWS. Export writes the private half into a file for another program.',
      'Deleting a key pair shuts nobody out: a machine keeps the public half that it was launched with.',
      'Private half only means that the pair is gone from AWS, while its private half is still kept here: export or delete it.',
    ],
    load: async () => (await import('../keys/key-pairs-page.tsx')).KeyPairsPage,
  },
  {
    path: '/people',
    title: 'People',
    nav: 'Access',
    help: [
      'A user (IAM user) is somebody with a name, and a password or keys of their own, in this account.',
      'Create user makes a first password or an access key, and ends in a card that you can hand over. Both are shown this once.',
      'A key that is old, or was not used for long, is worth asking about. Open the user to switch it off; that can be undone.',
      '“–” means that it is not known, or that you may not read it.',
    ],
    load: async () => (await import('../access/people-page.tsx')).PeoplePage,
  },
  {
    path: '/people/$name',
    title: 'Person',
    parent: '/people',
    help: [
      'What may they do? asks IAM about each thing that Amiable can do. It is a prediction: the call itself decides.',
      'A request passes several gates. A statement that denies, in any of them, ends it; otherwise each gate that is there must let it pass.',
      'Only if means that it depends on which machine, image or type it is about. The statement below says on which.',
      'Access keys can be switched off and on again. What was switched off by mistake is as before once it is on.',
    ],
    load: async () => (await import('../access/person-page.tsx')).PersonPage,
  },
  {
    path: '/practice',
    title: 'Practice cloud',
    nav: '',
    help: [
      'The practice cloud runs on this computer alone. It behaves like AWS, costs nothing, and can be reset at any time.',
      'Other tools can use it too: point the AWS command line or an SDK at its address.',
    ],
    load: async () => (await import('../practice/practice-page.tsx')).PracticePage,
  },
  {
    path: '/settings',
    title: 'Settings',
    nav: '',
    help: ['What you choose here is kept on this computer, for the next start too.'],
    load: async () => (await import('../settings/settings-page.tsx')).SettingsPage,
  },
];

/** The page that opens first. */
export const FIRST_PAGE = '/instances';
