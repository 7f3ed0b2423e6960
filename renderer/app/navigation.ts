import type { BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group';
import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { href, paths } from '../common/paths.ts';
import { NAV_GROUPS, PAGES, type Page } from './pages.ts';

/** The page whose address fits this path. */
export function pageAt(path: string): Page | undefined {
  const parts = path.split('/');
  return PAGES.find((page) => {
    const wanted = page.path.split('/');
    return (
      wanted.length === parts.length && wanted.every((part, index) => part.startsWith('$') || part === parts[index])
    );
  });
}

/** From the first page of the group to the page itself. */
export function breadcrumbs(page: Page): BreadcrumbGroupProps.Item[] {
  const parent = PAGES.find((one) => one.path === page.parent);
  return [...(parent ? breadcrumbs(parent) : []), { text: page.title, href: href(page.path) }];
}

/** The side navigation: AWS's groups in AWS's order. The practice cloud's page is listed only while it is in use. */
export function sideItems(practice: boolean): SideNavigationProps.Item[] {
  return NAV_GROUPS.flatMap((group): SideNavigationProps.Item[] => {
    const links = PAGES.filter((page) => page.nav === group && (practice || page.path !== paths.practice())).map(
      (page): SideNavigationProps.Link => ({ type: 'link', text: page.title, href: href(page.path) }),
    );
    return group === '' ? [{ type: 'divider' }, ...links] : [{ type: 'section', text: group, items: links }];
  });
}
