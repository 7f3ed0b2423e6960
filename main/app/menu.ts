/** One entry of the menu, as Electron takes it. */
export interface MenuEntry {
  readonly role?:
    | 'appMenu'
    | 'editMenu'
    | 'windowMenu'
    | 'reload'
    | 'toggleDevTools'
    | 'resetZoom'
    | 'zoomIn'
    | 'zoomOut'
    | 'togglefullscreen'
    | 'quit';
  readonly type?: 'separator';
  readonly label?: string;
  readonly submenu?: MenuEntry[];
}

/** The menu: what every application has, and nothing that would show the inside of a release. */
export function menuTemplate(platform: NodeJS.Platform, flavour: 'release' | 'test'): MenuEntry[] {
  const debug: MenuEntry[] =
    flavour === 'test' ? [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }] : [];
  return [
    platform === 'darwin' ? { role: 'appMenu' } : { label: 'File', submenu: [{ role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        ...debug,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
}
